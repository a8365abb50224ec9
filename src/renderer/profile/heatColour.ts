type Colour = readonly [red: number, green: number, blue: number];

/** One hue, evenly darker on the light page and lighter on the dark one: an order of lightness for every kind of vision. */
const stops: Readonly<Record<'light' | 'dark', readonly Colour[]>> = {
  light: [
    [0xff, 0xfc, 0xf8],
    [0xfe, 0xe9, 0xd4],
    [0xfd, 0xd1, 0xa5],
    [0xfb, 0xb0, 0x72],
    [0xf1, 0x8c, 0x40],
    [0xd8, 0x66, 0x18],
    [0xb0, 0x47, 0x08],
    [0x86, 0x30, 0x05],
  ],
  dark: [
    [0x21, 0x1f, 0x1e],
    [0x3a, 0x27, 0x1a],
    [0x5b, 0x33, 0x15],
    [0x82, 0x45, 0x11],
    [0xad, 0x5c, 0x17],
    [0xd8, 0x7c, 0x2e],
    [0xf5, 0xa5, 0x5c],
    [0xff, 0xd3, 0xa6],
  ],
};

/** From this luminance on black can be read on a colour, below it white: at least 4.5 to 1 either way. */
const INK_CHANGES = 0.179;

/** The colour of a heat from 0 to 1 and what can be read on it, each light and dark, as CSS takes them. */
export function heatColour(heat: number): { readonly background: string; readonly ink: string } {
  const light = colourAt('light', heat);
  const dark = colourAt('dark', heat);
  return {
    background: `light-dark(${css(light)}, ${css(dark)})`,
    ink: `light-dark(${inkOn(light)}, ${inkOn(dark)})`,
  };
}

/** The whole scale from left to right. */
export const heatGradient = `linear-gradient(to right, ${stops.light
  .map((light, i) => `light-dark(${css(light)}, ${css(stops.dark[i])})`)
  .join(', ')})`;

/** A colour of the scale, 0 to 255 a channel. */
export function colourAt(theme: 'light' | 'dark', heat: number): Colour {
  const list = stops[theme];
  const place = Math.min(1, Math.max(0, heat)) * (list.length - 1);
  const low = Math.min(list.length - 2, Math.floor(place));
  const between = (channel: 0 | 1 | 2) =>
    Math.round(list[low][channel] + (place - low) * (list[low + 1][channel] - list[low][channel]));
  return [between(0), between(1), between(2)];
}

/** Relative luminance of a colour, 0 to 1, as WCAG defines it. */
export function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function inkOn(colour: Colour): string {
  return luminance(colour) > INK_CHANGES ? '#000000' : '#ffffff';
}

function css([red, green, blue]: Colour): string {
  return `rgb(${red} ${green} ${blue})`;
}
