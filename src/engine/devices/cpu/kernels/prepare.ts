import { adjustColour, greyOf } from './colour';
import { STAGED_WORDS } from './layout';
import { address, integer } from './record';
import { firstSample, lastSample, planAxis, planBytes, resample } from './resize';

/** Words of a transform record and its fields, as data/transform.ts has them. */
const TRANSFORM_WORDS = 16;
const CROP_X = 0;
const CROP_WIDTH = 2;
const CROP_HEIGHT = 3;
const RESIZE_WIDTH = 4;
const RESIZE_HEIGHT = 5;
const WINDOW_X = 6;
const WINDOW_Y = 7;
const ORDER = 8;
const BRIGHTNESS = 9;
const LIGHT_RED = 12;
const INTERPOLATION = 15;

function field(transform: usize, index: i32): f32 {
  return load<f32>(transform + ((<usize>index) << 2));
}

/**
 * Prepares images as data/prepare.ts does, with its operations in its order; a tile is one image. A pixel is a v128 of
 * its three channels from bytes to output. `staged` holds, an image, the address of its crop's first row and the
 * native width; images are counted from `first`.
 */
export function prepare(record: usize, tile: i32, scratch: usize): void {
  const staged = address(record, 0);
  const transforms = address(record, 1);
  const output = address(record, 2);
  const width = integer(record, 3);
  const height = integer(record, 4);
  const channels = integer(record, 5);
  const normalisation = address(record, 6);
  const image = integer(record, 7) + tile;

  const transform = transforms + <usize>(image * TRANSFORM_WORDS * 4);
  const source = staged + <usize>(tile * STAGED_WORDS * 4);
  const cropWidth = <i32>field(transform, CROP_WIDTH);
  const cropHeight = <i32>field(transform, CROP_HEIGHT);
  const bilinear = field(transform, INTERPOLATION) !== 0;

  const across = scratch;
  const down = across + planBytes(width);
  const picture = down + planBytes(height);
  const line = picture + ((<usize>(width * height)) << 4);
  const rows = line + ((<usize>cropWidth) << 4);
  const resizeWidth = <i32>field(transform, RESIZE_WIDTH);
  const resizeHeight = <i32>field(transform, RESIZE_HEIGHT);
  planAxis(across, cropWidth, resizeWidth, <i32>field(transform, WINDOW_X), width, bilinear);
  planAxis(down, cropHeight, resizeHeight, <i32>field(transform, WINDOW_Y), height, bilinear);

  const top = firstSample(down);
  const lines = lastSample(down, height) - top + 1;
  const pitch = (<usize>width) << 4;
  for (let y = 0; y < lines; y++) {
    const pixel = (top + y) * load<i32>(source, 4) + <i32>field(transform, CROP_X);
    readLine(<usize>load<u32>(source) + <usize>(3 * pixel), cropWidth, line);
    resample(across, width, line, 16, rows + <usize>y * pitch, 16);
  }
  for (let x = 0; x < width; x++) {
    const at = (<usize>x) << 4;
    resample(down, height, rows + at - <usize>top * pitch, pitch, picture + at, pitch);
  }
  const red = field(transform, LIGHT_RED);
  const light = f32x4.replace_lane(f32x4.splat(red), 1, field(transform, LIGHT_RED + 1));
  const lights = f32x4.replace_lane(light, 2, field(transform, LIGHT_RED + 2));
  const order = <i32>field(transform, ORDER);
  adjustColour(picture, width * height, order, transform + (BRIGHTNESS << 2), lights);
  normalise(picture, width * height, channels, normalisation, output, image);
}

/** Bytes to shares of 255. */
function readLine(from: usize, count: i32, to: usize): void {
  for (let x = 0; x < count; x++, from += 3, to += 16) {
    const pixel = i32x4.replace_lane(i32x4.splat(<i32>load<u8>(from)), 1, <i32>load<u8>(from, 1));
    const bytes = i32x4.replace_lane(pixel, 2, <i32>load<u8>(from, 2));
    v128.store(to, f32x4.div(f32x4.convert_i32x4_s(bytes), f32x4.splat(255)));
  }
}

/** (value - mean) / deviation, a plane a channel; `normalisation` holds 4 means and 4 deviations. */
function normalise(
  picture: usize,
  area: i32,
  channels: i32,
  normalisation: usize,
  output: usize,
  image: i32,
): void {
  const means = v128.load(normalisation);
  const deviations = v128.load(normalisation, 16);
  const plane = (<usize>area) << 2;
  let to = output + <usize>(image * channels) * plane;
  for (let i = 0; i < area; i++, picture += 16, to += 4) {
    let pixel = v128.load(picture);
    if (channels === 1) pixel = f32x4.splat(greyOf(pixel));
    const value = f32x4.div(f32x4.sub(pixel, means), deviations);
    store<f32>(to, f32x4.extract_lane(value, 0));
    if (channels === 1) continue;
    store<f32>(to + plane, f32x4.extract_lane(value, 1));
    store<f32>(to + 2 * plane, f32x4.extract_lane(value, 2));
  }
}
