import { EDGE_BYTES, multiplyEdge } from './edge';
import { ADD, ROWS } from './micro';
import { packPixels } from './packPixels';
import { padPlanes } from './padPlanes';
import { address, integer } from './record';

/**
 * Packs the filters of a convolution for `convolve`, a tile four rows of the product: for each block of channels, for
 * each four rows, [channel and tap][4]; rows that are not there are 0. `rowPitch`, `channelPitch`, `below` and `beside`
 * say, in elements, how far apart rows, channels and taps lie, so that a gradient's product takes rows and channels the
 * other way round, some taps of a filter alone, and these (`flip`) from the last.
 */
export function packFilters(record: usize, tile: i32): void {
  const weights = address(record, 0);
  const packed = address(record, 1);
  const rows = integer(record, 2);
  const channels = integer(record, 3);
  const kernelH = integer(record, 4);
  const kernelW = integer(record, 5);
  const rowPitch = integer(record, 6);
  const channelPitch = integer(record, 7);
  const below = integer(record, 8);
  const beside = integer(record, 9);
  const flip = integer(record, 10);
  const block = integer(record, 11);
  const taps = kernelH * kernelW;
  const rowsPadded = (rows + 3) & ~3;
  for (let first = 0; first < channels; first += block) {
    const depth = min<i32>(block, channels - first) * taps;
    let to = packed + ((<usize>(first * taps * rowsPadded + tile * ROWS * depth)) << 2);
    for (let k = 0; k < depth; k++, to += 16) {
      const tap = flip ? taps - 1 - (k % taps) : k % taps;
      const u = tap / kernelW;
      const at = (first + k / taps) * channelPitch + u * below + (tap - u * kernelW) * beside;
      for (let row = 0; row < ROWS; row++) {
        const from = tile * ROWS + row;
        const value: f32 = from < rows ? load<f32>(weights + ((<usize>(from * rowPitch + at)) << 2)) : 0;
        store<f32>(to + ((<usize>row) << 2), value);
      }
    }
  }
}

/**
 * Forward convolution, or the gradient of its input as a convolution of dy: a tile is some whole rows of one image's
 * output, all output channels. The source is laid into a padded copy, `top` and `left` from its edge (below 0: cut);
 * windows move over that copy by `strideH`, `strideW`. Block of channels by block, each TILE pixels' windows are packed and multiplied with all filters while they lie in the nearest cache.
 */
export function convolve(record: usize, tile: i32, scratch: usize): void {
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
  const kernelH = integer(record, 10);
  const kernelW = integer(record, 11);
  const strideH = integer(record, 12);
  const strideW = integer(record, 13);
  const top = integer(record, 14);
  const left = integer(record, 15);
  const finish = integer(record, 16);
  const block = integer(record, 17);
  const tileRows = integer(record, 18);

  const tiles = (outHeight + tileRows - 1) / tileRows;
  const image = tile / tiles;
  const firstRow = (tile % tiles) * tileRows;
  const rows = min<i32>(tileRows, outHeight - firstRow);
  const pixels = rows * outWidth;
  const taps = kernelH * kernelW;
  const outChannelsPadded = (outChannels + 3) & ~3;
  // Windows that lie within the source are read where it lies.
  const direct =
    top === 0 &&
    left === 0 &&
    (outHeight - 1) * strideH + kernelH <= height &&
    (outWidth - 1) * strideW + kernelW <= width;
  const copyHeight = (rows - 1) * strideH + kernelH;
  const copyWidth = direct ? width : (outWidth - 1) * strideW + kernelW;
  const plane = direct ? height * width : copyHeight * copyWidth;

  const offsets = scratch;
  const edge = offsets + ((((<usize>(block * taps)) << 2) + 15) & ~15);
  const panel = edge + EDGE_BYTES;
  const copied = panel + ((<usize>(block * taps * TILE)) << 2);
  writeOffsets(offsets, block, plane, kernelH, kernelW, copyWidth);

  const outPlane = outHeight * outWidth;
  const pitch = (<usize>outPlane) << 2;
  const to = output + ((<usize>(image * outChannels * outPlane + firstRow * outWidth)) << 2);
  for (let first = 0; first < channels; first += block) {
    const count = min<i32>(block, channels - first);
    const depth = count * taps;
    let from = source + ((<usize>((image * channels + first) * height * width)) << 2);
    if (direct) from += (<usize>(firstRow * strideH * width)) << 2;
    else {
      const skipped = top - firstRow * strideH;
      padPlanes(from, count, height, width, copied, copyHeight, copyWidth, skipped, left);
      from = copied;
    }
    const packed = filters + ((<usize>(first * taps * outChannelsPadded)) << 2);
    const mode = (first > 0 ? ADD : 0) | (first + count >= channels ? finish : 0);
    for (let pixel = 0; pixel < pixels; pixel += TILE) {
      packPixels(from, offsets, depth, pixel, pixels, outWidth, strideH * copyWidth, strideW, panel);
      for (let row = 0; row < outChannels; row += ROWS) {
        multiplyEdge(
          packed + ((<usize>(row * depth)) << 2),
          4,
          ROWS << 2,
          panel,
          depth,
          to + <usize>row * pitch + ((<usize>pixel) << 2),
          pitch,
          bias ? bias + ((<usize>row) << 2) : 0,
          mode,
          outChannels - row,
          pixels - pixel,
          edge,
        );
      }
    }
  }
}

/** Where each channel and tap of a window lies from its first, in bytes. */
function writeOffsets(
  offsets: usize,
  channels: i32,
  plane: i32,
  kernelH: i32,
  kernelW: i32,
  width: i32,
): void {
  for (let channel = 0; channel < channels; channel++) {
    for (let u = 0; u < kernelH; u++) {
      for (let v = 0; v < kernelW; v++, offsets += 4) {
        store<i32>(offsets, (channel * plane + u * width + v) << 2);
      }
    }
  }
}
