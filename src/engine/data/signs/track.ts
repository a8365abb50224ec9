import type { Random } from '../../random/streams.ts';
import { drawScene, type Scene } from './scene.ts';

/** Where the sign lies in the picture and how it is turned; what a camera that drives by sees. */
export interface View {
  /** Picture size in pixels. */
  readonly width: number;
  readonly height: number;
  /** The sign's centre and half width, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Half the roll, as a tangent. */
  readonly roll: number;
  /** How much narrower and lower the sign seems, 1 for not at all. */
  readonly squeezeX: number;
  readonly squeezeY: number;
  /** How much nearer its right or lower side is. */
  readonly tiltX: number;
  readonly tiltY: number;
}

/** How bright, how coloured and how sharp a picture is. */
export interface Light {
  readonly gain: number;
  /** Of red, green and blue. */
  readonly tint: readonly [number, number, number];
  /** Added everywhere, 0 to 255: mist, or light in the lens. */
  readonly haze: number;
  readonly slopeX: number;
  readonly slopeY: number;
}

/** What hides a part of the sign, in the sign's own plane. */
export interface Cover {
  readonly kind: 'none' | 'leaves' | 'sticker' | 'shadow';
  readonly x: number;
  readonly y: number;
}

/** One physical sign as a car drives by: what all its frames share. */
export interface Track {
  readonly scene: Scene;
  readonly light: Light;
  readonly cover: Cover;
  readonly from: View;
  readonly to: View;
  /** Share of its colour that the sign has left. */
  readonly fresh: number;
}

/** Draws a track, its frames 20 to 60 pixels wide, from far to near. */
export function drawTrack(random: Random): Track {
  const between = (low: number, high: number) => low + (high - low) * random.nextUniform();
  const scene = drawScene(random);
  const brightness = random.nextUniform();
  const light: Light = {
    gain: 0.28 + 0.82 * brightness,
    tint: [between(0.86, 1.1), 1, between(0.84, 1.14)],
    haze: between(0, 42) * (0.35 + brightness),
    slopeX: between(-0.22, 0.22),
    slopeY: between(-0.22, 0.22),
  };
  const fate = random.nextUniform();
  const kind = fate < 0.1 ? 'leaves' : fate < 0.18 ? 'sticker' : fate < 0.32 ? 'shadow' : 'none';
  const cover: Cover = { kind, x: between(-1, 1), y: between(-1, 1) };
  const aspect = between(-0.08, 0.1);
  const near = between(34, 60);
  const roll = between(-0.07, 0.07);
  const lean = between(0, 0.3);
  const side = random.nextUniform() < 0.5 ? -1 : 1;
  const view = (size: number, turn: number): View => {
    const height = Math.round(size * (1 + aspect));
    return {
      width: Math.round(size),
      height,
      x: size / 2 + size * between(-0.05, 0.05),
      y: height / 2 + size * between(-0.05, 0.05),
      radius: size * between(0.37, 0.43),
      roll: roll + between(-0.02, 0.02),
      squeezeX: 1 - turn * lean,
      squeezeY: between(0.94, 1),
      tiltX: side * turn * lean * 0.5,
      tiltY: between(-0.08, 0.08),
    };
  };
  return {
    scene,
    light,
    cover,
    from: view(between(20, 30), 0.4),
    to: view(near, 1),
    fresh: between(0.68, 1),
  };
}

/** The view at a share of the way, shaken a little; the sign grows faster the nearer it is. */
export function viewAt(track: Track, share: number, random: Random): View {
  const { from, to } = track;
  const near = share * (0.55 + 0.45 * share);
  const shake = (most: number) => most * (2 * random.nextUniform() - 1);
  const mix = (key: keyof View) => from[key] + near * (to[key] - from[key]);
  const width = Math.round(mix('width'));
  return {
    width,
    height: Math.round(mix('height')),
    x: mix('x') + shake(0.03 * width),
    y: mix('y') + shake(0.03 * width),
    radius: mix('radius') * (1 + shake(0.03)),
    roll: mix('roll') + shake(0.02),
    squeezeX: mix('squeezeX'),
    squeezeY: mix('squeezeY'),
    tiltX: mix('tiltX') + shake(0.02),
    tiltY: mix('tiltY') + shake(0.02),
  };
}
