import { WINOGRAD_LANES, WINOGRAD_SKEW } from './layout';
import { ADD } from './micro';
import { multiplyRows } from './multiplyRows';
import { address, batch, integer } from './record';
import { clear, copy } from './vector';
import { finishPatch } from './winogradOutput';
import { ALL_LINES, turnPatches } from './winogradPatches';
import { inLanes } from './winogradRows';

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
  const height = integer(record, 2);
  const width = integer(record, 3);
  const filters = address(record, 4);
  const outChannels = integer(record, 7);
  const group = integer(record, 13);
  const block = integer(record, 14);
  const depth = integer(record, 15);
  const down = (integer(record, 8) + 3) >> 2;
  const across = (integer(record, 9) + 3) >> 2;

  const first = tile * group;
  const count = min<i32>(group, batch() * down * across - first);
  // Whole fours are multiplied; the rows beyond the last patch are room of their own.
  const rows = (count + 3) & ~3;
  const patchPitch = (<usize>inLanes(channels)) << 2;
  const inPitch = patchPitch * <usize>group + WINOGRAD_SKEW;
  const sumPitch = (<usize>block) << 2;
  const outPitch = sumPitch * <usize>group + WINOGRAD_SKEW;
  const filterPitch = ((<usize>(inLanes(outChannels) * channels)) << 2) + WINOGRAD_SKEW;
  const turned = scratch;
  const sums = turned + 36 * inPitch;
  const rest = sums + 36 * outPitch;

  turnPatches(
    address(record, 0),
    (<usize>(channels * height * width)) << 2,
    channels,
    height,
    width,
    integer(record, 10),
    integer(record, 11),
    down,
    across,
    first,
    count,
    ALL_LINES,
    turned,
    patchPitch,
    inPitch,
    rest,
  );
  for (let firstOut = 0; firstOut < outChannels; firstOut += block) {
    const outputs = min<i32>(block, outChannels - firstOut);
    for (let position: usize = 0; position < 36; position++) {
      const left = turned + position * inPitch;
      const to = sums + position * outPitch;
      for (let out = 0; out < outputs; out += TILE) {
        const right = filters + position * filterPitch + ((<usize>((firstOut + out) * channels)) << 2);
        multiplyBlocks(left, patchPitch, right, channels, depth, to + ((<usize>out) << 2), sumPitch, rows);
      }
    }
    finishPatches(record, first, count, firstOut, outputs, sums, outPitch, rest);
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
  const across = (outWidth + 3) >> 2;
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
 * C[rows][TILE] = A[rows][k] * B[k][TILE] over all channels, rows of A `row` bytes apart, summed `depth` at a time: sums
 * of sums err less.
 */
function multiplyBlocks(
  a: usize,
  row: usize,
  b: usize,
  channels: i32,
  depth: i32,
  c: usize,
  pitch: usize,
  rows: i32,
): void {
  for (let first = 0; first < channels; first += depth) {
    const left = a + ((<usize>first) << 2);
    const right = b + ((<usize>(first * TILE)) << 2);
    const count = min<i32>(depth, channels - first);
    multiplyRows(left, row, 4, right, TILE << 2, count, c, pitch, rows, first > 0 ? ADD : 0);
  }
}
