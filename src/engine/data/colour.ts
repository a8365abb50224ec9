import { transformField as field, type JitterStep, jitterOrders } from './transform.ts';

const f = Math.fround;
const RED = f(0.299);
const GREEN = f(0.587);
const BLUE = f(0.114);

/**
 * Grey of a colour as Torch's transforms weigh it: 0.299 R + 0.587 G + 0.114 B, added in that order in
 * float32.
 */
export function greyOf(red: number, green: number, blue: number): number {
  return f(f(f(RED * red) + f(GREEN * green)) + f(BLUE * blue));
}

/**
 * The colour part of a transform record on a planar RGB picture of `area` pixels a channel, in place: the
 * three adjustments in their order, each `a * picture + (1 - a) * other`, then the light. Nothing is clamped.
 */
export function adjustColour(rgb: Float32Array, area: number, transforms: Float32Array, at: number): void {
  const order = transforms[at + field.order];
  if (order >= 0) {
    for (const step of jitterOrders[order]) adjust[step](rgb, area, transforms[at + field[step]]);
  }
  for (let channel = 0; channel < 3; channel++) {
    const light = transforms[at + field.lightRed + channel];
    if (light === 0) continue;
    for (let i = channel * area; i < (channel + 1) * area; i++) rgb[i] = f(rgb[i] + light);
  }
}

const adjust: Record<JitterStep, (rgb: Float32Array, area: number, factor: number) => void> = {
  /** Towards black. */
  brightness(rgb, area, factor) {
    for (let i = 0; i < 3 * area; i++) rgb[i] = f(factor * rgb[i]);
  },

  /** Towards the mean of the grey picture as it is by now: one number, summed in float64 and rounded once. */
  contrast(rgb, area, factor) {
    let sum = 0;
    for (let i = 0; i < area; i++) sum += greyOf(rgb[i], rgb[area + i], rgb[2 * area + i]);
    const other = f(f(1 - factor) * f(sum / area));
    for (let i = 0; i < 3 * area; i++) rgb[i] = f(f(factor * rgb[i]) + other);
  },

  /** Towards each pixel's grey. */
  saturation(rgb, area, factor) {
    const rest = f(1 - factor);
    for (let i = 0; i < area; i++) {
      const other = f(rest * greyOf(rgb[i], rgb[area + i], rgb[2 * area + i]));
      for (let channel = 0; channel < 3; channel++) {
        const place = channel * area + i;
        rgb[place] = f(f(factor * rgb[place]) + other);
      }
    }
  },
};
