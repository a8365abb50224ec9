/** Ten colours of cividis, evenly spaced: one order of lightness for every kind of colour vision. */
const stops: readonly (readonly [red: number, green: number, blue: number])[] = [
  [0x00, 0x22, 0x4e],
  [0x12, 0x35, 0x70],
  [0x3b, 0x49, 0x6c],
  [0x57, 0x5d, 0x6d],
  [0x70, 0x71, 0x73],
  [0x8a, 0x86, 0x78],
  [0xa5, 0x9c, 0x74],
  [0xc3, 0xb3, 0x69],
  [0xe1, 0xcc, 0x55],
  [0xfe, 0xe8, 0x38],
];

/** 256 colours, three bytes each, dark blue to light yellow. */
export const cividis: Uint8Array = Uint8Array.from({ length: 256 * 3 }, (_, i) => {
  const place = (Math.floor(i / 3) / 255) * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(place));
  const channel = i % 3;
  return Math.round(stops[low][channel] + (place - low) * (stops[low + 1][channel] - stops[low][channel]));
});

/** How a count becomes a shade: few mistakes beside many stay visible with `root` and `log`. */
export type ShadeScale = 'linear' | 'root' | 'log';

/** 0 to 1 for a count up to the largest. */
export function shadeOf(count: number, largest: number, scale: ShadeScale): number {
  if (count <= 0 || largest <= 0) return 0;
  if (scale === 'linear') return count / largest;
  if (scale === 'root') return Math.sqrt(count / largest);
  return Math.log1p(count) / Math.log1p(largest);
}

/**
 * The colour of a shade above 0 as bytes of the map. The larger, the further from the page's background:
 * towards dark on light, towards light on dark; the part of the map that would vanish into the background is
 * left out.
 */
export function shadeColour(shade: number, isDark: boolean): string {
  const place = mapPlace(shade, isDark);
  const at = 3 * Math.round(255 * Math.min(1, Math.max(0, place)));
  return `rgb(${cividis[at]} ${cividis[at + 1]} ${cividis[at + 2]})`;
}

function mapPlace(shade: number, isDark: boolean): number {
  return isDark ? 0.16 + 0.84 * shade : 0.88 - 0.88 * shade;
}

/** Black or white: what can be read on the colour of a shade. */
export function inkOn(shade: number, isDark: boolean): string {
  const place = mapPlace(shade, isDark);
  return place > 0.466 ? '#000000' : '#ffffff';
}
