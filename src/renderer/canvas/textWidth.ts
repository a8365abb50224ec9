/** Widths of the printable ASCII characters from the space on, in hundredths of the type size: Inter, weight 600. */
const ADVANCES = [
  25, 32, 52, 64, 65, 100, 66, 33, 37, 37, 54, 67, 32, 47, 32, 38, 66, 42, 62, 64, 67, 61, 64, 58, 64, 64, 32,
  33, 67, 67, 67, 54, 100, 73, 66, 74, 72, 61, 59, 75, 75, 28, 58, 70, 57, 92, 76, 77, 65, 77, 65, 65, 66, 74,
  73, 102, 72, 71, 65, 37, 38, 37, 48, 47, 35, 57, 62, 58, 62, 59, 39, 63, 61, 26, 26, 57, 26, 90, 61, 61, 62,
  62, 40, 55, 35, 61, 59, 84, 57, 59, 57, 45, 36, 45, 67,
];
const SPACE = 32;
/** Tabular digits, which the page uses. */
const DIGIT = 65;
/** `×`, accented letters, Greek, Cyrillic. */
const OTHER = 68;
/** `→`, CJK, emoji. */
const WIDE = 100;
const FIRST_WIDE = 0x2190;

/**
 * How wide a text is, in pixels, without asking the page: nodes get their sizes before they are drawn. Right within a
 * few per cent for Latin, generous for the rest; a text in a lighter weight is no wider.
 */
export function textWidth(text: string, size: number): number {
  let hundredths = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code >= 48 && code <= 57) hundredths += DIGIT;
    else hundredths += ADVANCES[code - SPACE] ?? (code < FIRST_WIDE ? OTHER : WIDE);
  }
  return (hundredths * size) / 100;
}

/** The text, cut with `…` where it is wider than `width` pixels. */
export function fitText(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const room = width - textWidth('…', size);
  let fitted = '';
  let used = 0;
  for (const character of text) {
    used += textWidth(character, size);
    if (used > room) break;
    fitted += character;
  }
  return `${fitted.trimEnd()}…`;
}
