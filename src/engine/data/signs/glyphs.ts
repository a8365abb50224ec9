import { arc, bend, type Colour, type Points, place, type Shape, stroke } from './shapes.ts';

/** Letters and digits as lines, in a box from -0.5 to 0.5 across and -1 to 1 down. */
const glyphs: ReadonlyMap<string, readonly Points[]> = new Map([
  ['0', [arc(0, 0, 0.5, 1, 0, 24)]],
  ['1', [[-0.3, -0.55, 0.1, -1, 0.1, 1]]],
  ['2', [[...arc(0, -0.48, 0.48, 0.52, 13, 27), -0.5, 1, 0.52, 1]]],
  ['3', [arc(-0.05, -0.5, 0.45, 0.5, 14, 30), arc(-0.05, 0.48, 0.52, 0.52, 18, 34)]],
  ['5', [[0.42, -1, -0.35, -1, -0.44, -0.08], arc(-0.04, 0.36, 0.53, 0.64, 15, 34)]],
  ['6', [arc(0, 0.4, 0.5, 0.6, 0, 24), bend(0.32, -1, -0.46, -0.6, -0.5, 0.4)]],
  ['7', [[-0.5, -1, 0.5, -1, -0.15, 1]]],
  ['8', [arc(0, -0.5, 0.42, 0.5, 0, 24), arc(0, 0.48, 0.5, 0.52, 0, 24)]],
  ['S', [[...arc(0, -0.5, 0.46, 0.5, 21, 6), ...arc(0, 0.5, 0.46, 0.5, 18, 33)]]],
  [
    'T',
    [
      [-0.5, -1, 0.5, -1],
      [0, -1, 0, 1],
    ],
  ],
  ['O', [arc(0, 0, 0.52, 1, 0, 24)]],
  ['P', [[-0.42, 1, -0.42, -1, ...arc(0, -0.47, 0.48, 0.53, 18, 30), -0.42, 0.06]]],
]);

/**
 * A line of text around a point: half its height, the width of one letter, of the gap between, of the line.
 */
export function text(
  letters: string,
  colour: Colour,
  x: number,
  y: number,
  size: { readonly half: number; readonly width: number; readonly gap: number; readonly line: number },
): Shape[] {
  const advance = size.width + size.gap;
  const start = x - (advance * (letters.length - 1)) / 2;
  return [...letters].flatMap((letter, i) => {
    const lines = glyphs.get(letter) ?? [];
    const shapes = lines.map((points) => stroke(colour, 0, points));
    const placed = place(shapes, start + i * advance, y, size.width, size.half);
    return placed.map((shape) => ({ ...shape, radius: size.line / 2 }));
  });
}
