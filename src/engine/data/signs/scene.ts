import type { Random } from '../../random/streams.ts';
import { createNoise, type NoiseTable, smoothNoise } from './noise.ts';
import type { Colour } from './shapes.ts';

/** What lies behind the sign of a track; the same in all its frames, seen from a little further or nearer. */
export interface Scene {
  readonly kind: keyof typeof painters;
  readonly dark: Colour;
  readonly bright: Colour;
  readonly noise: NoiseTable;
  readonly x: number;
  readonly y: number;
  readonly grain: number;
  readonly pole: boolean;
}

const palettes: Readonly<Record<keyof typeof painters, readonly (readonly [Colour, Colour])[]>> = {
  foliage: [
    [
      [18, 34, 14],
      [112, 142, 66],
    ],
    [
      [30, 30, 18],
      [150, 130, 70],
    ],
    [
      [12, 26, 22],
      [70, 104, 74],
    ],
  ],
  sky: [
    [
      [120, 160, 208],
      [226, 236, 244],
    ],
    [
      [168, 176, 184],
      [232, 232, 230],
    ],
    [
      [196, 150, 120],
      [238, 214, 180],
    ],
  ],
  wall: [
    [
      [92, 66, 52],
      [168, 130, 104],
    ],
    [
      [110, 108, 104],
      [190, 186, 176],
    ],
    [
      [60, 62, 70],
      [126, 128, 134],
    ],
  ],
  street: [
    [
      [58, 60, 62],
      [176, 182, 188],
    ],
    [
      [44, 60, 40],
      [188, 202, 214],
    ],
  ],
};

/**
 * How bright each kind is at a point, 0 for the dark colour to 1 for the bright one; `n` is noise from 0 to
 * 1.
 */
const painters = {
  foliage: (n: number) => 1.4 * n - 0.2,
  sky: (n: number, _x: number, y: number) => 0.25 + 0.14 * y + 0.5 * n,
  wall: (n: number, x: number, y: number) => {
    const column = x * 0.7 - Math.floor(x * 0.7);
    const row = y * 0.5 - Math.floor(y * 0.5);
    const window = column > 0.3 && column < 0.75 && row > 0.25 && row < 0.8;
    return window ? 0.35 * n - 0.2 : 0.35 + 0.5 * n;
  },
  street: (n: number, x: number, y: number, noise: NoiseTable) => {
    const horizon = 0.4 + 0.7 * smoothNoise(noise, x * 0.6 + 9, 3);
    return y < horizon ? 0.8 + 0.2 * n : 0.5 * n;
  },
};

export function drawScene(random: Random): Scene {
  const kinds = Object.keys(painters) as (keyof typeof painters)[];
  const kind = kinds[random.nextInteger(kinds.length)];
  const [dark, bright] = palettes[kind][random.nextInteger(palettes[kind].length)];
  return {
    kind,
    dark,
    bright,
    noise: createNoise(random),
    x: 16 * random.nextUniform(),
    y: 2 * random.nextUniform() - 1,
    grain: 0.8 + 2.4 * random.nextUniform(),
    pole: random.nextUniform() < 0.7,
  };
}

/** The colour at a point, in lengths of the sign's half width from its centre; written to `out`. */
export function sceneColour(scene: Scene, x: number, y: number, out: Float32Array): void {
  if (scene.pole && y > 0.5 && x > -0.09 && x < 0.09) {
    const grey = 120 + 400 * (0.09 - Math.abs(x + 0.03));
    out[0] = grey;
    out[1] = grey;
    out[2] = grey;
    return;
  }
  const sx = x + scene.x;
  const sy = y + scene.y;
  const { noise, grain } = scene;
  const coarse = smoothNoise(noise, sx * grain, sy * grain);
  const fine = smoothNoise(noise, sx * grain * 2.7 + 5, sy * grain * 2.7 + 11);
  const share = painters[scene.kind](0.62 * coarse + 0.38 * fine, sx, sy, noise);
  const held = share < 0 ? 0 : share > 1 ? 1 : share;
  for (let c = 0; c < 3; c++) out[c] = scene.dark[c] + held * (scene.bright[c] - scene.dark[c]);
}
