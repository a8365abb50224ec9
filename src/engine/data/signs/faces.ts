import { text } from './glyphs.ts';
import * as picture from './pictograms.ts';
import { black, blue, grey, red, white, yellow } from './pictograms.ts';
import { box, type Colour, disc, type Points, place, polygon, type Shape } from './shapes.ts';

const rim: Colour = [214, 214, 212];

/** A white disc with a red ring: prohibitions. */
function prohibition(...content: readonly Shape[]): Shape[] {
  return [disc(rim, 0, 0, 1), disc(red, 0, 0, 0.96), disc(white, 0, 0, 0.7), ...content];
}

function speedLimit(digits: string): Shape[] {
  return prohibition(...number(digits, black));
}

function number(digits: string, colour: Colour): Shape[] {
  const wide = { half: 0.36, width: 0.36, gap: 0.17, line: 0.145 };
  const narrow = { half: 0.34, width: 0.26, gap: 0.135, line: 0.115 };
  return text(digits, colour, digits.length > 2 ? -0.02 : 0, 0, digits.length > 2 ? narrow : wide);
}

/** A white disc with what is over in grey and five lines across. */
function end(...content: readonly Shape[]): Shape[] {
  return [
    disc(rim, 0, 0, 1),
    disc(black, 0, 0, 0.97),
    disc(white, 0, 0, 0.92),
    ...content,
    ...picture.endLines,
  ];
}

const triangle: Points = [0, -0.9, 0.92, 0.7, -0.92, 0.7];
/** The triangle shrunk towards its centroid. */
const innerTriangle = triangle.map((value, i) => (i % 2 === 0 ? value * 0.72 : (value - 0.17) * 0.72 + 0.17));
const warning = [
  polygon(rim, triangle, 0.1),
  polygon(red, triangle, 0.065),
  polygon(white, innerTriangle, 0.02),
];

/** A white triangle with a red border, its pictogram a little above the base. */
function danger(pictogram: readonly Shape[], size = 0.42): Shape[] {
  return [...warning, ...place(pictogram, 0, 0.53 - size, size)];
}

/** A blue disc: what must be done. */
function mandatory(arrow: readonly Shape[], size = 0.62): Shape[] {
  return [disc(rim, 0, 0, 1), disc(blue, 0, 0, 0.95), ...place(arrow, 0, 0, size)];
}

const octagon: Points = [
  0.4, -0.96, 0.96, -0.4, 0.96, 0.4, 0.4, 0.96, -0.4, 0.96, -0.96, 0.4, -0.96, -0.4, -0.4, -0.96,
];
const diamond: Points = [0, -0.94, 0.94, 0, 0, 0.94, -0.94, 0];
const scaled = (points: Points, scale: number) => points.map((value) => value * scale);

const carsSideBySide = picture.sideBySide(picture.car, red, picture.car, black);
const lorryAndCar = picture.sideBySide(picture.lorryBehind, red, picture.car, black);
const greyCars = picture.sideBySide(picture.car, grey, picture.car, grey);
const greyLorryAndCar = picture.sideBySide(picture.lorryBehind, grey, picture.car, grey);
const stop = { half: 0.3, width: 0.34, gap: 0.1, line: 0.12 };

/** The 43 signs by GTSRB's class, each painted first shape to last in a square from -1 to 1. */
export const faces: readonly (readonly Shape[])[] = [
  ...['20', '30', '50', '60', '70', '80'].map(speedLimit),
  end(...number('80', grey)),
  ...['100', '120'].map(speedLimit),
  prohibition(...place(carsSideBySide, 0, 0, 0.7)),
  prohibition(...place(lorryAndCar, 0, 0, 0.7)),
  danger(picture.priorityAhead),
  [
    polygon(black, diamond, 0.06),
    polygon(white, diamond, 0.03),
    polygon(yellow, scaled(diamond, 0.68), 0.03),
  ],
  place(warning, 0, 0, 1, -1),
  [
    polygon(rim, octagon, 0.04),
    polygon(red, scaled(octagon, 0.95), 0.02),
    ...text('STOP', white, 0, 0, stop),
  ],
  prohibition(),
  prohibition(...place(picture.lorry, 0, 0, 0.52)),
  [disc(rim, 0, 0, 1), disc(red, 0, 0, 0.96), box(white, -0.72, -0.19, 0.72, 0.19)],
  danger(picture.exclamation, 0.43),
  danger(picture.curve),
  danger(picture.mirror(picture.curve)),
  danger(picture.doubleCurve),
  danger(picture.bumps, 0.45),
  danger(picture.skid, 0.45),
  danger(picture.narrows),
  danger(picture.worker, 0.45),
  danger(picture.lights, 0.45),
  danger(picture.pedestrian, 0.45),
  danger(picture.children, 0.45),
  danger(picture.bicycle, 0.45),
  danger(picture.snowflake, 0.4),
  danger(picture.deer, 0.46),
  end(),
  mandatory(picture.arrowTurn),
  mandatory(picture.mirror(picture.arrowTurn)),
  mandatory(picture.arrowAhead, 0.68),
  mandatory(picture.arrowAheadOrTurn, 0.7),
  mandatory(picture.mirror(picture.arrowAheadOrTurn), 0.7),
  mandatory(picture.arrowKeep, 0.72),
  mandatory(picture.mirror(picture.arrowKeep), 0.72),
  mandatory(picture.roundabout, 0.72),
  end(...place(greyCars, 0, 0, 0.92)),
  end(...place(greyLorryAndCar, 0, 0, 0.92)),
];
