import { WINOGRAD_LANES, WINOGRAD_SKEW, WINOGRAD_SPAN } from './layout';
import { ADD, multiplyStrided, ROWS } from './micro';
import { address, batch, integer } from './record';
import { clear, copy, fetch } from './vector';
import { COPY_BYTES, COPY_PITCH, copyPlace, inLanes, zeroBytes } from './winogradCopy';
import { transformColumns, transformRows } from './winogradInput';
import { finishPatch } from './winogradOutput';

/**
 * A 3x3 convolution of stride 1, or the gradient of its input, by Winograd's F(4x4, 3x3) (Lavin and Gray 2016,
 * arXiv 1509.09308; points 0, ±√2/2, ±√2 and infinity, which lose the fewest digits): results of 4 x 4 come from
 * patches of 6 x 6 by 36 products over the channels instead of 144.
 *
 * The patches of all images are counted through, row by row; a tile is `group` of them, a multiple of 4, all output
 * channels. They are transformed to V[36][patch][channel], 16 channels side by side; for `block` output channels at a
 * time, a multiple of 16, the products with the filters (`packWinograd`) go to M[36][patch][output] and from there to
 * the output. Each result is worked out by the same operations wherever its patch lies.
 */
export function winograd(record: usize, tile: i32, scratch: usize): void {
  const channels = integer(record, 1);
  const filters = address(record, 4);
  const outChannels = integer(record, 7);
  const group = integer(record, 13);
  const block = integer(record, 14);
  const depth = integer(record, 15);
  const perImage = ((integer(record, 8) + 3) >> 2) * acrossOf(record);

  const first = tile * group;
  const count = min<i32>(group, batch() * perImage - first);
  const patchPitch = (<usize>inLanes(channels)) << 2;
  const inPitch = patchPitch * <usize>group + WINOGRAD_SKEW;
  const sumPitch = (<usize>block) << 2;
  const outPitch = sumPitch * <usize>group + WINOGRAD_SKEW;
  const filterPitch = (<usize>(inLanes(outChannels) * channels)) << 2;
  const turned = scratch;
  const sums = turned + 36 * inPitch;
  const rest = sums + 36 * outPitch;

  turnPatches(record, first, count, turned, inPitch, rest);
  for (let firstOut = 0; firstOut < outChannels; firstOut += block) {
    const outputs = min<i32>(block, outChannels - firstOut);
    for (let position: usize = 0; position < 36; position++) {
      const left = turned + position * inPitch;
      const to = sums + position * outPitch;
      for (let out = 0; out < outputs; out += TILE) {
        const right = filters + position * filterPitch + ((<usize>((firstOut + out) * channels)) << 2);
        for (let patch = 0; patch < count; patch += ROWS) {
          const a = left + <usize>patch * patchPitch;
          const c = to + <usize>patch * sumPitch + ((<usize>out) << 2);
          multiplyBlocks(a, patchPitch, right, channels, depth, c, sumPitch);
        }
      }
    }
    finishPatches(record, first, count, firstOut, outputs, sums, outPitch, rest);
  }
}

/** Patches in a row of the result. */
function acrossOf(record: usize): i32 {
  return (integer(record, 9) + 3) >> 2;
}

/** Transforms `count` patches from `first` on to V[36][patch][channel], the 36 `inPitch` bytes apart. */
function turnPatches(
  record: usize,
  first: i32,
  count: i32,
  turned: usize,
  inPitch: usize,
  scratch: usize,
): void {
  const source = address(record, 0);
  const channels = integer(record, 1);
  const height = integer(record, 2);
  const width = integer(record, 3);
  const top = integer(record, 10);
  const left = integer(record, 11);
  const down = (integer(record, 8) + 3) >> 2;
  const across = acrossOf(record);
  const area = (<usize>(height * width)) << 2;
  const patchPitch = (<usize>inLanes(channels)) << 2;
  const zeros = scratch;
  const copied = zeros + zeroBytes(width);
  const place = copyPlace(copied, left);
  const pitch: usize = COPY_PITCH;
  const interleaved = copied + COPY_BYTES;
  clear(zeros, width);
  for (let channel = 0; channel < channels; channel += WINOGRAD_LANES) {
    const lanes = min<i32>(WINOGRAD_LANES, channels - channel);
    const halves = (lanes + 7) >> 3;
    let fetched = -1;
    for (let patch = 0; patch < count; ) {
      const row = (first + patch) / across;
      const column = first + patch - row * across;
      const patches = min<i32>(WINOGRAD_SPAN, min<i32>(across - column, count - patch));
      const columns = (patches << 2) + 4;
      const image = row / down;
      const y = ((row - image * down) << 2) - top;
      const x = (column << 2) - left;
      const pictures = source + <usize>(image * channels + channel) * area;
      if (row !== fetched) {
        const begin = max<i32>(0, y) * width;
        const extent = (<usize>(min<i32>(height, y + 6) * width - begin)) << 2;
        fetch(pictures + ((<usize>begin) << 2), lanes, area, extent, interleaved);
        fetched = row;
      }
      for (let lane = 0; lane < lanes; lane++) {
        const to = place + <usize>(lane * 6) * pitch;
        transformRows(pictures + <usize>lane * area, y, height, width, x, columns, zeros, to, pitch);
      }
      let to = turned + <usize>patch * patchPitch + ((<usize>channel) << 2);
      for (let line: usize = 0; line < 6; line++, to += 6 * inPitch) {
        const at = place + line * pitch;
        transformColumns(at, 6 * pitch, columns, interleaved, patches, halves, to, patchPitch, inPitch);
      }
      patch += patches;
    }
  }
}

/** Turns M[36][patch][output], the 36 `outPitch` bytes apart, to results of `outputs` channels from `firstOut` on. */
function finishPatches(
  record: usize,
  first: i32,
  count: i32,
  firstOut: i32,
  outputs: i32,
  sums: usize,
  outPitch: usize,
  scratch: usize,
): void {
  const bias = address(record, 5);
  const output = address(record, 6);
  const outChannels = integer(record, 7);
  const outHeight = integer(record, 8);
  const outWidth = integer(record, 9);
  const mode = integer(record, 12);
  const sumPitch = (<usize>integer(record, 14)) << 2;
  const down = (outHeight + 3) >> 2;
  const across = acrossOf(record);
  const plane = (<usize>(outHeight * outWidth)) << 2;
  const biases = scratch;
  for (let out = 0; out < outputs; out += WINOGRAD_LANES) {
    const lanes = min<i32>(WINOGRAD_LANES, outputs - out);
    clear(biases, WINOGRAD_LANES);
    if (bias) copy(biases, bias + ((<usize>(firstOut + out)) << 2), lanes);
    for (let patch = 0; patch < count; patch++) {
      const row = (first + patch) / across;
      const x = (first + patch - row * across) << 2;
      const image = row / down;
      const y = (row - image * down) << 2;
      const at = output + <usize>(image * outChannels + firstOut + out) * plane;
      finishPatch(
        sums + <usize>patch * sumPitch + ((<usize>out) << 2),
        outPitch,
        biases,
        mode,
        at + ((<usize>(y * outWidth + x)) << 2),
        plane,
        lanes,
        outWidth,
        min<i32>(4, outHeight - y),
        min<i32>(4, outWidth - x),
        biases + (WINOGRAD_LANES << 2),
      );
    }
  }
}

/**
 * C[4][TILE] = A[4][k] * B[k][TILE] over all channels, rows of A `row` bytes apart, summed `depth` at a time: sums of
 * sums err less.
 */
function multiplyBlocks(
  a: usize,
  row: usize,
  b: usize,
  channels: i32,
  depth: i32,
  c: usize,
  pitch: usize,
): void {
  for (let first = 0; first < channels; first += depth) {
    const left = a + ((<usize>first) << 2);
    const right = b + ((<usize>(first * TILE)) << 2);
    const count = min<i32>(depth, channels - first);
    multiplyStrided(left, row, 4, right, TILE << 2, count, c, pitch, 0, first > 0 ? ADD : 0);
  }
}
