import { WINOGRAD_FINISH_BYTES, WINOGRAD_SKEW } from './layout';
import { ADD, multiplyTile, ROWS } from './micro';
import { address, batch, integer } from './record';
import { clear } from './vector';
import { transformPatches, transformRows } from './winogradInput';
import { finishPatches } from './winogradOutput';

/**
 * A 3x3 convolution of stride 1, or the gradient of its input, by Winograd's F(4x4, 3x3) (Lavin and Gray 2016,
 * arXiv 1509.09308; points 0, ±√2/2, ±√2 and infinity, which lose the fewest digits): results of 4 x 4 come from
 * patches of 6 x 6 by 36 products over the channels instead of 144.
 *
 * The patches of all images are counted through, row by row; a tile is `group` of them, a multiple of 16, all output
 * channels. They are transformed to V[36][TILE patches][channel][TILE]; for `block` output channels at a time, the
 * products with the filters (`packWinograd`) go to M[36][output][group] and from there to the output. Each result is
 * worked out by the same operations wherever its patch lies.
 */
export function winograd(record: usize, tile: i32, scratch: usize): void {
  const source = address(record, 0);
  const channels = integer(record, 1);
  const height = integer(record, 2);
  const width = integer(record, 3);
  const filters = address(record, 4);
  const bias = address(record, 5);
  const output = address(record, 6);
  const outChannels = integer(record, 7);
  const outHeight = integer(record, 8);
  const outWidth = integer(record, 9);
  const top = integer(record, 10);
  const left = integer(record, 11);
  const mode = integer(record, 12);
  const group = integer(record, 13);
  const block = integer(record, 14);
  const depth = integer(record, 15);

  const across = (outWidth + 3) >> 2;
  const down = (outHeight + 3) >> 2;
  const first = tile * group;
  const count = min<i32>(group, batch() * across * down - first);
  const padded = ((count + TILE - 1) / TILE) * TILE;
  const firstRow = first / across;
  const rows = (first + count - 1) / across - firstRow + 1;
  // A patch's last read ends two elements beyond its six.
  const copyWidth = (across << 2) + 4;
  const pitch = (<usize>copyWidth) << 2;
  const outPlane = outHeight * outWidth;
  const panelBytes = (<usize>(channels * TILE)) << 2;
  const inPitch = ((<usize>(channels * group)) << 2) + WINOGRAD_SKEW;
  const outPitch = ((<usize>(block * group)) << 2) + WINOGRAD_SKEW;
  const filterPitch = (<usize>(((outChannels + 3) & ~3) * channels)) << 2;

  const turned = scratch;
  const products = turned + 36 * inPitch;
  const patches = products + 36 * outPitch;
  const finishing = patches + ((<usize>group) << 4);
  const zeros = finishing + WINOGRAD_FINISH_BYTES;
  const copied = zeros + ((<usize>((width + 3) & ~3)) << 2);
  clear(zeros, width);
  clear(copied, rows * 6 * copyWidth);
  writePatches(patches, first, count, padded, across, down, outHeight, outWidth, outChannels * outPlane);

  for (let channel = 0; channel < channels; channel++) {
    for (let row = 0; row < rows; row++) {
      const image = (firstRow + row) / down;
      const picture = source + ((<usize>((image * channels + channel) * height * width)) << 2);
      const from = ((firstRow + row - image * down) << 2) - top;
      const to = copied + <usize>(row * 6) * pitch + ((<usize>left) << 2);
      transformRows(picture, from, height, width, zeros, to, pitch);
    }
    let to = turned + ((<usize>(channel * TILE)) << 2);
    for (let panel = 0; panel < padded; panel += TILE, to += panelBytes) {
      for (let patch = 0; patch < TILE; patch += 4) {
        const at = patches + ((<usize>(panel + patch)) << 4);
        transformPatches(
          copied + <usize>load<u32>(at),
          copied + <usize>load<u32>(at, 16),
          copied + <usize>load<u32>(at, 32),
          copied + <usize>load<u32>(at, 48),
          pitch,
          to + ((<usize>patch) << 2),
          inPitch,
        );
      }
    }
  }

  for (let firstOut = 0; firstOut < outChannels; firstOut += block) {
    const outputs = min<i32>(block, outChannels - firstOut);
    for (let position: usize = 0; position < 36; position++) {
      const rowsAt = filters + position * filterPitch + ((<usize>(firstOut * channels)) << 2);
      for (let panel = 0; panel < padded; panel += TILE) {
        const columns = turned + position * inPitch + <usize>(panel / TILE) * panelBytes;
        const to = products + position * outPitch + ((<usize>panel) << 2);
        for (let out = 0; out < outputs; out += ROWS) {
          const at = to + ((<usize>(out * group)) << 2);
          const from = rowsAt + ((<usize>(out * channels)) << 2);
          multiplyBlocks(from, columns, channels, depth, at, (<usize>group) << 2);
        }
      }
    }
    for (let out = 0; out < outputs; out++) {
      const start: f32 = bias ? load<f32>(bias + ((<usize>(firstOut + out)) << 2)) : 0;
      const to = output + ((<usize>((firstOut + out) * outPlane)) << 2);
      for (let patch = 0; patch < count; patch += 8) {
        const from = products + ((<usize>(out * group + patch)) << 2);
        finishPatches(from, outPitch, start, mode, to, outWidth, patches + ((<usize>patch) << 4), finishing);
      }
    }
  }
}

/** C[4][TILE] = A[k][4] * B[k][TILE] over all channels, summed `depth` at a time: sums of sums err less. */
function multiplyBlocks(a: usize, b: usize, channels: i32, depth: i32, c: usize, pitch: usize): void {
  for (let first = 0; first < channels; first += depth) {
    const count = min<i32>(depth, channels - first);
    multiplyTile(
      a + ((<usize>first) << 4),
      b + ((<usize>(first * TILE)) << 2),
      count,
      c,
      pitch,
      0,
      first > 0 ? ADD : 0,
    );
  }
}

/**
 * Where patches lie, 16 bytes each: bytes from the first transformed row, bytes from the output's first, rows and
 * columns of the result within the picture. Up to `padded` the last is repeated with no rows.
 */
function writePatches(
  to: usize,
  first: i32,
  count: i32,
  padded: i32,
  across: i32,
  down: i32,
  outHeight: i32,
  outWidth: i32,
  image: i32,
): void {
  const copyWidth = (across << 2) + 4;
  const firstRow = first / across;
  for (let patch = 0; patch < padded; patch++, to += 16) {
    const at = first + min<i32>(patch, count - 1);
    const row = at / across;
    const column = (at - row * across) << 2;
    const at0 = row / down;
    const down0 = (row - at0 * down) << 2;
    store<u32>(to, ((row - firstRow) * 6 * copyWidth + column) << 2);
    store<u32>(to, (at0 * image + down0 * outWidth + column) << 2, 4);
    store<i32>(to, patch < count ? min<i32>(4, outHeight - down0) : 0, 8);
    store<i32>(to, min<i32>(4, outWidth - column), 12);
  }
}
