import { smoothNoise } from './noise.ts';
import { sceneColour } from './scene.ts';
import { sample, type Texture } from './texture.ts';
import type { Track, View } from './track.ts';

/** Buffers of one picture being drawn, kept from one to the next. */
export interface Canvas {
  /** Red, green, blue of each pixel, 0 to 255 and beyond. */
  values: Float32Array;
  row: Float32Array;
  readonly face: Float32Array;
  readonly sign: Float32Array;
  readonly behind: Float32Array;
}

export function createCanvas(side: number): Canvas {
  return {
    values: new Float32Array(side * side * 3),
    row: new Float32Array(side * 3),
    face: new Float32Array(4),
    sign: new Float32Array(4),
    behind: new Float32Array(3),
  };
}

/** Four points of a pixel, as x, y, x, y … */
const SAMPLES = [0.25, 0.25, 0.75, 0.25, 0.25, 0.75, 0.75, 0.75];
/** What a sign's colours fade to. */
const FADED = 168;
const leaf = [34, 58, 26];
const sticker = [214, 206, 120];

/**
 * Draws the sign of a track as a view shows it, each pixel the mean of four points; `levels` as of
 * withHalves.
 */
export function drawPicture(canvas: Canvas, track: Track, view: View, levels: readonly Texture[]): void {
  const { values, sign, behind } = canvas;
  const { scene, light, fresh } = track;
  const texture = levelFor(levels, view.radius);
  for (let row = 0; row < view.height; row++) {
    for (let column = 0; column < view.width; column++) {
      signAt(canvas, track, view, texture, column, row);
      const open = 1 - sign[3];
      if (open > 0)
        sceneColour(scene, (column + 0.5 - view.x) / view.radius, (row + 0.5 - view.y) / view.radius, behind);
      const x = (2 * column) / view.width - 1;
      const y = (2 * row) / view.height - 1;
      const gain = light.gain * (1 + light.slopeX * x + light.slopeY * y);
      const at = 3 * (row * view.width + column);
      for (let c = 0; c < 3; c++) {
        const painted = fresh * sign[c] + (1 - fresh) * FADED * sign[3];
        const seen = open > 0 ? painted + open * behind[c] : painted;
        values[at + c] = seen * gain * light.tint[c] + light.haze;
      }
    }
  }
}

/** The sign's part of one pixel, colour times alpha and alpha, in `canvas.sign`. */
function signAt(
  canvas: Canvas,
  track: Track,
  view: View,
  texture: Texture,
  column: number,
  row: number,
): void {
  const { face, sign } = canvas;
  const bottom = 1 + view.roll * view.roll;
  const cosine = (1 - view.roll * view.roll) / bottom;
  const sine = (2 * view.roll) / bottom;
  sign.fill(0);
  for (let s = 0; s < SAMPLES.length; s += 2) {
    const px = (column + SAMPLES[s] - view.x) / view.radius;
    const py = (row + SAMPLES[s + 1] - view.y) / view.radius;
    const rx = px * cosine + py * sine;
    const ry = py * cosine - px * sine;
    const depth = 1 + view.tiltX * rx + view.tiltY * ry;
    const u = rx / (view.squeezeX * depth);
    const v = ry / (view.squeezeY * depth);
    sample(texture, u, v, face);
    if (face[3] === 0) continue;
    if (track.cover.kind !== 'none') cover(track, u, v, face);
    for (let c = 0; c < 4; c++) sign[c] += 0.25 * face[c];
  }
}

/** The smallest texture that still has a pixel for each half pixel of the picture. */
function levelFor(levels: readonly Texture[], radius: number): Texture {
  return levels.findLast((level) => level.size >= 2.6 * radius) ?? levels[0];
}

/**
 * Hides a point of the sign, at u, v in its plane, where the track's cover lies; `face` is colour times
 * alpha, alpha.
 */
function cover({ cover: { kind, x, y }, scene }: Track, u: number, v: number, face: Float32Array): void {
  const length = Math.sqrt(x * x + y * y) + 0.001;
  const along = (u * x + v * y) / length;
  if (kind === 'leaves' && along + 0.55 * smoothNoise(scene.noise, 5 * u, 5 * v) > 0.78) {
    for (let c = 0; c < 3; c++)
      face[c] = leaf[c] * face[3] * (0.7 + 0.6 * smoothNoise(scene.noise, 9 * v, 9 * u));
  }
  if (kind === 'sticker' && Math.abs(u - 0.6 * x) < 0.2 && Math.abs(v - 0.6 * y) < 0.13) {
    for (let c = 0; c < 3; c++) face[c] = sticker[c] * face[3];
  }
  if (kind === 'shadow' && along + 0.12 * smoothNoise(scene.noise, 4 * u, 4 * v) > 0.1) {
    for (let c = 0; c < 3; c++) face[c] *= 0.52;
  }
}
