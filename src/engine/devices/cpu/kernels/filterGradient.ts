import { ADD, multiplyTile, ROWS } from './micro';
import { packRows } from './pack';
import { address, batch, integer } from './record';
import { clear } from './vector';

/**
 * The gradient of a convolution's filters over some images, for some input channels: a tile is a chunk of images and
 * a group of channels. Products over pixels, a block of rows at a time: x is turned to [four channels][position][4],
 * dy to [pixel][TILE], and each tap is one product of shifted x with dy. Sums go to
 * partial[chunk][tap][channel][output], channels padded to 4, outputs to 16.
 */
export function filterGradient(record: usize, tile: i32, scratch: usize): void {
  const x = address(record, 0);
  const channels = integer(record, 1);
  const height = integer(record, 2);
  const width = integer(record, 3);
  const dy = address(record, 4);
  const outputs = integer(record, 5);
  const outHeight = integer(record, 6);
  const outWidth = integer(record, 7);
  const kernelH = integer(record, 8);
  const kernelW = integer(record, 9);
  const strideH = integer(record, 10);
  const strideW = integer(record, 11);
  const padH = integer(record, 12);
  const padW = integer(record, 13);
  const partial = address(record, 14);
  const channelsPerTile = integer(record, 15);
  const imagesPerChunk = integer(record, 16);
  const blockRows = integer(record, 17);

  const channelTiles = (channels + channelsPerTile - 1) / channelsPerTile;
  const chunk = tile / channelTiles;
  const firstChannel = (tile % channelTiles) * channelsPerTile;
  const count = min<i32>(channelsPerTile, channels - firstChannel);
  const channelsPadded = (channels + 3) & ~3;
  const outputsPadded = (outputs + 15) & ~15;
  const taps = kernelH * kernelW;
  const copyWidth = (outWidth - 1) * strideW + kernelW;
  const mostPixels = blockRows * outWidth;
  const sums = partial + ((<usize>((chunk * taps * channelsPadded + firstChannel) * outputsPadded)) << 2);

  const places = scratch;
  const left = places + ((((<usize>mostPixels) << 2) + 15) & ~15);
  const right = left + ((<usize>mostPixels) << 4);
  const turned = right + ((<usize>(mostPixels * outputsPadded)) << 2);

  const lastImage = min<i32>((chunk + 1) * imagesPerChunk, batch());
  let mode = 0;
  for (let image = chunk * imagesPerChunk; image < lastImage; image++) {
    const from = x + ((<usize>((image * channels + firstChannel) * height * width)) << 2);
    for (let row = 0; row < outHeight; row += blockRows) {
      const rows = min<i32>(blockRows, outHeight - row);
      const pixels = rows * outWidth;
      const positions = ((rows - 1) * strideH + kernelH) * copyWidth;
      writePlaces(places, rows, outWidth, strideH * copyWidth, strideW);
      turnOutputs(dy, image, outputs, outHeight * outWidth, row * outWidth, pixels, right);
      turnChannels(
        from,
        count,
        height,
        width,
        row * strideH - padH,
        padW,
        positions / copyWidth,
        copyWidth,
        turned,
      );
      for (let tap = 0; tap < taps; tap++) {
        const shift = (<usize>((tap / kernelW) * copyWidth + (tap % kernelW))) << 4;
        for (let channel = 0; channel < count; channel += ROWS) {
          const at = turned + ((<usize>((channel >> 2) * positions)) << 4) + shift;
          gather(at, places, pixels, left);
          const to = sums + ((<usize>((tap * channelsPadded + channel) * outputsPadded)) << 2);
          for (let output = 0; output < outputs; output += TILE) {
            const panel = right + ((<usize>(output * pixels)) << 2);
            multiplyTile(left, panel, pixels, to + ((<usize>output) << 2), outputsPadded << 2, 0, mode);
          }
        }
      }
      mode = ADD;
    }
  }
}

/** Byte offset of each pixel's window among positions of 16 bytes. */
function writePlaces(places: usize, rows: i32, outWidth: i32, rowPitch: i32, stride: i32): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < outWidth; j++, places += 4) store<i32>(places, (i * rowPitch + j * stride) << 4);
  }
}

/** The pixels of dy as panels [pixel][TILE] of TILE outputs each, 0 beyond the last output. */
function turnOutputs(
  dy: usize,
  image: i32,
  outputs: i32,
  plane: i32,
  first: i32,
  pixels: i32,
  to: usize,
): void {
  for (let output = 0; output < outputs; output += TILE) {
    for (let group = 0; group < TILE; group += 4, to += 16) {
      const from = dy + ((<usize>((image * outputs + output + group) * plane + first)) << 2);
      packRows(from, (<usize>plane) << 2, outputs - output - group, pixels, to, TILE << 2);
    }
    to += (<usize>((pixels - 1) * TILE)) << 2;
  }
}

/** Rows `top` on of some channels, padded, as [four channels][position][4]. */
function turnChannels(
  from: usize,
  channels: i32,
  height: i32,
  width: i32,
  top: i32,
  lead: i32,
  rows: i32,
  copyWidth: i32,
  to: usize,
): void {
  const plane = (<usize>(height * width)) << 2;
  const count = min<i32>(width, copyWidth - lead);
  for (let channel = 0; channel < channels; channel += 4, from += plane << 2) {
    for (let row = 0; row < rows; row++, to += (<usize>copyWidth) << 4) {
      const i = top + row;
      if (<u32>i >= <u32>height || count <= 0) {
        clear(to, copyWidth << 2);
        continue;
      }
      clear(to, lead << 2);
      packRows(
        from + ((<usize>(i * width)) << 2),
        plane,
        channels - channel,
        count,
        to + ((<usize>lead) << 4),
        16,
      );
      clear(to + ((<usize>(lead + count)) << 4), (copyWidth - lead - count) << 2);
    }
  }
}

function gather(from: usize, places: usize, pixels: i32, to: usize): void {
  const end = places + ((<usize>pixels) << 2);
  for (; places < end; places += 4, to += 16) v128.store(to, v128.load(from + <usize>load<u32>(places)));
}

/** Adds the partial sums of all chunks in their order, a tile one input channel, and writes them in Torch's order. */
export function sumFilterGradients(record: usize, tile: i32): void {
  const partial = address(record, 0);
  const gradient = address(record, 1);
  const channels = integer(record, 2);
  const outputs = integer(record, 3);
  const taps = integer(record, 4);
  const imagesPerChunk = integer(record, 5);
  const channelsPadded = (channels + 3) & ~3;
  const outputsPadded = (outputs + 15) & ~15;
  const chunks = (batch() + imagesPerChunk - 1) / imagesPerChunk;
  const pitch = (<usize>(taps * channelsPadded * outputsPadded)) << 2;
  for (let tap = 0; tap < taps; tap++) {
    const row = partial + ((<usize>((tap * channelsPadded + tile) * outputsPadded)) << 2);
    for (let output = 0; output < outputs; output += 4) {
      let from = row + ((<usize>output) << 2);
      let sum = v128.load(from);
      for (let chunk = 1; chunk < chunks; chunk++) {
        from += pitch;
        sum = f32x4.add(sum, v128.load(from));
      }
      const to = gradient + ((<usize>((output * channels + tile) * taps + tap)) << 2);
      const step = (<usize>(channels * taps)) << 2;
      store<f32>(to, f32x4.extract_lane(sum, 0));
      if (output + 1 < outputs) store<f32>(to + step, f32x4.extract_lane(sum, 1));
      if (output + 2 < outputs) store<f32>(to + 2 * step, f32x4.extract_lane(sum, 2));
      if (output + 3 < outputs) store<f32>(to + 3 * step, f32x4.extract_lane(sum, 3));
    }
  }
}
