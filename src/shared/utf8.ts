/**
 * The text of UTF-8 bytes, or null where they are not UTF-8 (overlong forms and surrogates included). Written
 * here since this layer sees the language only, without TextDecoder.
 */
export function decodeUtf8(bytes: Uint8Array): string | null {
  const units: number[] = [];
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i];
    const length =
      first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length === 0 || i + length > bytes.length) return null;
    let point = length === 1 ? first : first & (0xff >> (length + 1));
    for (let k = 1; k < length; k++) {
      const next = bytes[i + k];
      if ((next & 0xc0) !== 0x80) return null;
      point = (point << 6) | (next & 0x3f);
    }
    const least = [0, 0, 0x80, 0x800, 0x10000][length];
    if (point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return null;
    units.push(point);
    if (units.length === 4096) {
      text += String.fromCodePoint(...units);
      units.length = 0;
    }
    i += length;
  }
  return text + String.fromCodePoint(...units);
}
