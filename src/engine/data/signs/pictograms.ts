import { arc, bend, box, type Colour, disc, place, polygon, type Shape, stroke, tint } from './shapes.ts';

export const black: Colour = [24, 24, 26];
export const white: Colour = [238, 238, 236];
export const red: Colour = [188, 24, 34];
export const blue: Colour = [22, 78, 160];
export const yellow: Colour = [250, 196, 28];
export const grey: Colour = [116, 116, 118];
const green: Colour = [24, 132, 66];

// Every pictogram lies in a box from -1 to 1.

/** A car from behind. */
export const car: readonly Shape[] = [
  polygon(black, [-0.5, -0.62, 0.5, -0.62, 0.68, -0.1, -0.68, -0.1], 0.06),
  box(black, -0.92, -0.1, 0.92, 0.5),
  box(black, -0.8, 0.5, -0.42, 0.8),
  box(black, 0.42, 0.5, 0.8, 0.8),
  polygon(white, [-0.38, -0.46, 0.38, -0.46, 0.48, -0.12, -0.48, -0.12]),
];

/** A lorry from behind. */
export const lorryBehind: readonly Shape[] = [
  box(black, -0.85, -1, 0.85, 0.55),
  box(black, -0.75, 0.55, -0.35, 0.95),
  box(black, 0.35, 0.55, 0.75, 0.95),
  box(white, -0.6, 0.28, 0.6, 0.4),
];

/** A lorry from the side. */
export const lorry: readonly Shape[] = [
  box(black, -1, -0.55, 0.28, 0.32),
  polygon(black, [0.36, -0.22, 0.68, -0.22, 0.98, 0.06, 0.98, 0.32, 0.36, 0.32]),
  disc(black, -0.6, 0.42, 0.2),
  disc(black, 0.62, 0.42, 0.2),
];

export const exclamation: readonly Shape[] = [
  polygon(black, [-0.2, -1, 0.2, -1, 0.1, 0.32, -0.1, 0.32], 0.04),
  disc(black, 0, 0.76, 0.22),
];

/** A thick arrow up across a thin road. */
export const priorityAhead: readonly Shape[] = [
  stroke(black, 0.2, [-0.78, 0.22, 0.78, 0.22]),
  stroke(black, 0.36, [0, 0.95, 0, -0.3]),
  polygon(black, [-0.46, -0.28, 0.46, -0.28, 0, -1.05]),
];

/** A road that turns left. */
export const curve: readonly Shape[] = [
  stroke(black, 0.3, [0.42, 1, 0.42, 0.35, ...bend(0.42, 0.35, 0.42, -0.2, -0.2, -0.48)]),
  polygon(black, [-0.06, -0.98, -0.92, -0.72, -0.4, 0.02]),
];

export const doubleCurve: readonly Shape[] = [
  stroke(black, 0.28, [0.36, 1, 0.36, 0.62, -0.36, 0.2, -0.36, -0.14, 0.1, -0.46]),
  polygon(black, [-0.14, -0.84, 0.62, -0.92, 0.36, -0.2]),
];

export const bumps: readonly Shape[] = [
  disc(black, -0.48, 0.42, 0.44),
  disc(black, 0.48, 0.42, 0.44),
  box(black, -1.05, 0.36, 1.05, 0.66),
  box(white, -1.05, 0.66, 1.05, 1),
];

/** A car above two crossing tracks. */
export const skid: readonly Shape[] = [
  ...place(car, 0.08, -0.5, 0.52),
  stroke(black, 0.13, [...bend(-0.3, 0.05, -0.7, 0.3, -0.2, 0.5), ...bend(-0.2, 0.5, 0.3, 0.72, -0.2, 1)]),
  stroke(black, 0.13, [...bend(0.42, 0.05, 0.02, 0.3, 0.46, 0.5), ...bend(0.46, 0.5, 0.92, 0.72, 0.46, 1)]),
];

export const narrows: readonly Shape[] = [
  stroke(black, 0.22, [-0.42, -0.95, -0.42, 0.95]),
  stroke(black, 0.22, [0.14, -0.95, 0.14, -0.4, 0.58, 0.25, 0.58, 0.95]),
];

/** A man with a shovel at a heap. */
export const worker: readonly Shape[] = [
  disc(black, -0.02, -0.82, 0.19),
  stroke(black, 0.34, [0.06, -0.46, 0.34, 0.05]),
  stroke(black, 0.2, [0.34, 0.1, 0.05, 0.5, -0.02, 0.92]),
  stroke(black, 0.2, [0.38, 0.1, 0.66, 0.45, 0.72, 0.92]),
  stroke(black, 0.15, [0, -0.42, -0.38, 0.02, 0.08, 0.16]),
  stroke(black, 0.1, [0.24, 0.02, -0.66, 0.62]),
  polygon(black, [-1.1, 0.95, -0.72, 0.45, -0.3, 0.95]),
];

export const lights: readonly Shape[] = [
  polygon(black, [-0.32, -0.92, 0.32, -0.92, 0.32, 0.92, -0.32, 0.92], 0.1),
  disc(red, 0, -0.62, 0.27),
  disc(yellow, 0, 0, 0.27),
  disc(green, 0, 0.62, 0.27),
];

const walker: readonly Shape[] = [
  disc(black, 0.04, -0.84, 0.18),
  stroke(black, 0.3, [0, -0.48, -0.02, 0.08]),
  stroke(black, 0.18, [-0.02, 0.12, -0.2, 0.5, -0.5, 0.92]),
  stroke(black, 0.18, [0, 0.12, 0.28, 0.48, 0.34, 0.95]),
  stroke(black, 0.13, [-0.06, -0.5, -0.4, -0.16, -0.34, 0.12]),
  stroke(black, 0.13, [0.08, -0.5, 0.44, -0.12]),
];

/** One walker on a striped crossing. */
export const pedestrian: readonly Shape[] = [
  ...place(walker, 0, -0.18, 0.84),
  ...[-1.05, -0.6, -0.15, 0.3, 0.75].map((x) =>
    polygon(black, [x + 0.12, 0.74, x + 0.34, 0.74, x + 0.24, 1, x - 0.02, 1]),
  ),
];

/** A tall and a small walker, hand in hand, the tall one leading. */
export const children: readonly Shape[] = [
  ...place(walker, 0.42, -0.08, -0.9),
  ...place(walker, -0.5, 0.3, -0.62),
  stroke(black, 0.11, [-0.22, 0.1, 0.12, 0.04]),
];

export const bicycle: readonly Shape[] = [
  stroke(black, 0.12, arc(-0.56, 0.36, 0.42, 0.42, 0, 24)),
  stroke(black, 0.12, arc(0.56, 0.36, 0.42, 0.42, 0, 24)),
  stroke(black, 0.12, [-0.56, 0.36, -0.22, -0.26, 0.36, -0.26, 0, 0.36, -0.56, 0.36]),
  stroke(black, 0.12, [0.56, 0.36, 0.3, -0.6, 0.56, -0.66]),
  stroke(black, 0.12, [0, 0.36, -0.28, -0.46]),
  stroke(black, 0.15, [-0.46, -0.48, -0.12, -0.48]),
];

export const snowflake: readonly Shape[] = [
  [0, 1],
  [0.866, 0.5],
  [0.866, -0.5],
].flatMap(([x, y]) => [
  stroke(black, 0.13, [-x, -y, x, y]),
  ...[-1, 1].flatMap((side) =>
    [-1, 1].map((end) => {
      // A twig from 0.5 of the way, at 60 degrees to it.
      const [tx, ty] = [x * 0.5 - side * y * 0.866, y * 0.5 + side * x * 0.866];
      const [bx, by] = [end * x * 0.5, end * y * 0.5];
      return stroke(black, 0.11, [bx, by, bx + end * tx * 0.38, by + end * ty * 0.38]);
    }),
  ),
]);

/** A leaping deer. */
export const deer: readonly Shape[] = [
  stroke(black, 0.42, [-0.3, -0.06, 0.42, 0.1]),
  stroke(black, 0.24, [-0.36, -0.12, -0.6, -0.5]),
  stroke(black, 0.2, [-0.58, -0.54, -0.9, -0.4]),
  stroke(black, 0.08, [-0.54, -0.6, -0.5, -1, -0.66, -0.86]),
  stroke(black, 0.08, [-0.52, -0.66, -0.24, -0.98, -0.28, -0.74]),
  stroke(black, 0.13, [-0.36, 0.06, -0.78, 0.2, -0.94, 0.52]),
  stroke(black, 0.13, [-0.26, 0.1, -0.52, 0.44, -0.8, 0.72]),
  stroke(black, 0.14, [0.5, 0.16, 0.62, 0.52, 0.98, 0.78]),
  stroke(black, 0.14, [0.4, 0.2, 0.44, 0.6, 0.72, 0.95]),
  stroke(black, 0.12, [0.58, 0, 0.76, -0.14]),
];

/** White arrows of the blue signs; the ones that turn, turn right. */
export const arrowAhead: readonly Shape[] = [
  stroke(white, 0.3, [0, 0.85, 0, -0.3]),
  polygon(white, [-0.52, -0.22, 0.52, -0.22, 0, -0.98], 0.02),
];

export const arrowTurn: readonly Shape[] = [
  stroke(white, 0.32, [-0.4, 0.85, -0.4, 0.2, ...bend(-0.4, 0.2, -0.4, -0.22, 0.1, -0.22)]),
  polygon(white, [0.12, -0.72, 0.12, 0.28, 0.88, -0.22], 0.02),
];

export const arrowAheadOrTurn: readonly Shape[] = [
  stroke(white, 0.28, [-0.3, 0.85, -0.3, -0.3]),
  polygon(white, [-0.72, -0.28, 0.12, -0.28, -0.3, -0.98], 0.02),
  stroke(white, 0.26, [-0.3, 0.66, ...bend(-0.3, 0.5, -0.26, 0.22, 0.26, 0.2)]),
  polygon(white, [0.28, -0.18, 0.28, 0.58, 0.88, 0.2], 0.02),
];

export const arrowKeep: readonly Shape[] = [
  stroke(white, 0.32, [-0.6, -0.6, 0.16, 0.16]),
  polygon(white, [0.56, -0.2, -0.2, 0.56, 0.72, 0.72], 0.02),
];

/** Three arrows one after the other, against the clock. */
export const roundabout: readonly Shape[] = [21, 13, 5].flatMap((from) => {
  const line = arc(0, 0, 0.66, 0.66, from, from - 4);
  const [x, y] = line.slice(-2);
  // Against the clock, with y down, the way ahead at (x, y) is (y, -x).
  const head = [x * 1.4, y * 1.4, x * 0.6, y * 0.6, x * 0.92 + y * 0.76, y * 0.92 - x * 0.76];
  return [stroke(white, 0.24, line), polygon(white, head)];
});

/** Five thin lines from lower left to upper right, as on the signs that end a prohibition. */
export const endLines: readonly Shape[] = [-0.24, -0.12, 0, 0.12, 0.24].map((shift) =>
  stroke(black, 0.055, [-0.56 + shift, 0.56 + shift, 0.56 + shift, -0.56 + shift]),
);

/** A pictogram turned to the other side. */
export function mirror(shapes: readonly Shape[]): Shape[] {
  return place(shapes, 0, 0, -1, 1);
}

/** Two vehicles side by side, the left one in a colour of its own. */
export function sideBySide(
  left: readonly Shape[],
  leftColour: Colour,
  right: readonly Shape[],
  rightColour: Colour,
): Shape[] {
  const dyed = (shapes: readonly Shape[], colour: Colour) =>
    shapes.map((shape) => (shape.colour === white ? shape : tint([shape], colour)[0]));
  return [...place(dyed(left, leftColour), -0.5, 0, 0.46), ...place(dyed(right, rightColour), 0.5, 0, 0.44)];
}
