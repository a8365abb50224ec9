import { adjustColour, greyOf } from './colour.ts';
import { type AxisPlan, createAxisPlan, firstSample, lastSample, planAxis, resample } from './resize.ts';
import { transformField as field, interpolations } from './transform.ts';

const f = Math.fround;

/** A byte as a float32 share of 255. */
const unit = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** What a network's input is: its size, 3 channels (RGB) or 1 (grey), and a mean and deviation for each. */
export interface InputFormat {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** Buffers that grow to the largest image met, so that preparing the next one allocates nothing. */
export interface PrepareScratch {
  readonly across: AxisPlan;
  readonly down: AxisPlan;
  line: Float32Array;
  rows: Float32Array;
  rgb: Float32Array;
}

export function createPrepareScratch(): PrepareScratch {
  return {
    across: createAxisPlan(),
    down: createAxisPlan(),
    line: new Float32Array(0),
    rows: new Float32Array(0),
    rgb: new Float32Array(0),
  };
}

/**
 * THE reference of what an image goes through: RGB8 at native size, by the transform record at
 * `transforms[at]` (transform.ts), to normalised float32 [channels, height, width] at `out[outAt]`. Every
 * step is rounded to float32 as written here, so that a float32 kernel can follow it to 1e-6: bytes over 255;
 * lines resized across, then down; colours; grey where there is one channel; (value - mean) / deviation.
 */
export function prepareImage(
  pixels: Uint8Array,
  image: { readonly offset: number; readonly width: number },
  transforms: Float32Array,
  at: number,
  format: InputFormat,
  out: Float32Array,
  outAt: number,
  scratch: PrepareScratch,
): void {
  const area = format.width * format.height;
  if (scratch.rgb.length < 3 * area) scratch.rgb = new Float32Array(3 * area);
  resizeImage(pixels, image, transforms, at, format, scratch);
  adjustColour(scratch.rgb, area, transforms, at);
  normalise(scratch.rgb, area, format, out, outAt);
}

/**
 * The window of the resized crop, planar RGB in 0 to 1 (and beyond: bicubic overshoots), in `scratch.rgb`.
 */
function resizeImage(
  pixels: Uint8Array,
  image: { readonly offset: number; readonly width: number },
  transforms: Float32Array,
  at: number,
  { width, height }: InputFormat,
  scratch: PrepareScratch,
): void {
  const [cropX, cropY] = [transforms[at + field.cropX], transforms[at + field.cropY]];
  const cropWidth = transforms[at + field.cropWidth];
  const cropHeight = transforms[at + field.cropHeight];
  const interpolation = interpolations[transforms[at + field.interpolation]];
  const { across, down } = scratch;
  const [windowX, windowY] = [transforms[at + field.windowX], transforms[at + field.windowY]];
  planAxis(across, cropWidth, transforms[at + field.resizeWidth], windowX, width, interpolation);
  planAxis(down, cropHeight, transforms[at + field.resizeHeight], windowY, height, interpolation);
  const top = firstSample(down);
  const lines = lastSample(down) - top + 1;
  if (scratch.line.length < 3 * cropWidth) scratch.line = new Float32Array(3 * cropWidth);
  if (scratch.rows.length < 3 * lines * width) scratch.rows = new Float32Array(3 * lines * width);
  const { line, rows, rgb } = scratch;
  for (let y = 0; y < lines; y++) {
    const from = image.offset + 3 * ((cropY + top + y) * image.width + cropX);
    for (let i = 0; i < 3 * cropWidth; i++) line[i] = unit[pixels[from + i]];
    for (let channel = 0; channel < 3; channel++) {
      resample(across, line, channel, 3, rows, (channel * lines + y) * width, 1);
    }
  }
  for (let channel = 0; channel < 3; channel++) {
    for (let x = 0; x < width; x++) {
      const first = (channel * lines - top) * width + x;
      resample(down, rows, first, width, rgb, channel * width * height + x, width);
    }
  }
}

function normalise(
  rgb: Float32Array,
  area: number,
  { channels, mean, deviation }: InputFormat,
  out: Float32Array,
  outAt: number,
): void {
  for (let channel = 0; channel < channels; channel++) {
    const centre = f(mean[channel]);
    const spread = f(deviation[channel]);
    for (let i = 0; i < area; i++) {
      const value =
        channels === 3 ? rgb[channel * area + i] : greyOf(rgb[i], rgb[area + i], rgb[2 * area + i]);
      out[outAt + channel * area + i] = f(f(value - centre) / spread);
    }
  }
}
