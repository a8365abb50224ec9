import { PRODUCT_DEPTH } from './layout';
import { ADD, RECTIFY, ROWS } from './micro';
import { multiplyRows } from './multiplyRows';
import { packRows } from './pack';
import { address, batch, integer } from './record';
import { clear, copy, rectify } from './vector';

/** Packs rows [n][depth] as right operands, [TILE images][depth][TILE]; a tile `group` of the depth of 16 images. */
export function packImagePanels(record: usize, tile: i32): void {
  const from = address(record, 0);
  const to = address(record, 1);
  const depth = integer(record, 2);
  const group = integer(record, 3);
  const parts = (depth + group - 1) / group;
  const firstImage = (tile / parts) * 16;
  const first = (tile % parts) * group;
  const count = min<i32>(group, depth - first);
  for (let image = firstImage; image < firstImage + 16; image += 4) {
    const at = from + ((<usize>(image * depth + first)) << 2);
    const panel = image & -TILE;
    const place = to + ((<usize>(panel * depth + first * TILE + image - panel)) << 2);
    packRows(at, (<usize>depth) << 2, batch() - image, count, place, TILE << 2);
  }
}

/**
 * y[n][o] = x W (+ bias): W is [outputs][depth], read where it lies, row by row; x as `packImagePanels` packs it. A tile
 * is `group` outputs, a multiple of 4, of all images. Its sums are [output][n] in scratch memory and turned at the end.
 */
export function applyWeights(record: usize, tile: i32, scratch: usize): void {
  const panels = address(record, 0);
  const weights = address(record, 1);
  const output = address(record, 2);
  const bias = address(record, 3);
  const depth = integer(record, 4);
  const outputs = integer(record, 5);
  const finish = integer(record, 6);
  const group = integer(record, 7);

  const images = batch();
  const first = tile * group;
  const count = min<i32>(group, outputs - first);
  const padded = ((images + TILE - 1) / TILE) * TILE;
  const pitch = (<usize>padded) << 2;
  const sums = scratch;
  const last = sums + <usize>group * pitch;
  for (let k = 0; k < depth; k += PRODUCT_DEPTH) {
    const part = min<i32>(PRODUCT_DEPTH, depth - k);
    const whole = count & -ROWS;
    const rowPitch = (<usize>depth) << 2;
    const rows = weights + ((<usize>(first * depth + k)) << 2);
    // Behind the last rows lies something else: they are copied to where there is room for four.
    for (let row = whole; row < count; row++)
      copy(last + ((<usize>((row - whole) * PRODUCT_DEPTH)) << 2), rows + <usize>row * rowPitch, part);
    const mode = k > 0 ? ADD : 0;
    for (let image = 0; image < padded; image += TILE) {
      const right = panels + ((<usize>(image * depth + k * TILE)) << 2);
      const to = sums + ((<usize>image) << 2);
      multiplyRows(rows, rowPitch, 4, right, TILE << 2, part, to, pitch, whole, mode);
      if (whole < count) {
        const beyond = to + <usize>whole * pitch;
        multiplyRows(last, PRODUCT_DEPTH << 2, 4, right, TILE << 2, part, beyond, pitch, ROWS, mode);
      }
    }
  }
  for (let out = 0; out < count; out += 4) {
    const present = min<i32>(4, count - out);
    const starts = last;
    clear(starts, 4);
    if (bias) copy(starts, bias + ((<usize>(first + out)) << 2), present);
    writeOutputs(
      sums + <usize>out * pitch,
      pitch,
      v128.load(starts),
      finish,
      images,
      present,
      output + ((<usize>(first + out)) << 2),
      (<usize>outputs) << 2,
    );
  }
}

/** Sums of four outputs [output][n], of which `present` are there, with their biases added, to [n][output]. */
function writeOutputs(
  from: usize,
  pitch: usize,
  start: v128,
  finish: i32,
  images: i32,
  present: i32,
  to: usize,
  toPitch: usize,
): void {
  for (let image = 0; image < images; image++, from += 4, to += toPitch) {
    let value = f32x4.splat(load<f32>(from));
    value = f32x4.replace_lane(value, 1, load<f32>(from + pitch));
    value = f32x4.replace_lane(value, 2, load<f32>(from + 2 * pitch));
    value = f32x4.replace_lane(value, 3, load<f32>(from + 3 * pitch));
    value = f32x4.add(start, value);
    if (finish & RECTIFY) value = rectify(value);
    if (present === 4) {
      v128.store(to, value);
      continue;
    }
    store<f32>(to, f32x4.extract_lane(value, 0));
    if (present > 1) store<f32>(to, f32x4.extract_lane(value, 1), 4);
    if (present > 2) store<f32>(to, f32x4.extract_lane(value, 2), 8);
  }
}
