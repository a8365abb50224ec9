import { WINOGRAD_SKEW } from './layout';
import { ADD, multiplyTile, ROWS } from './micro';
import { address, batch, integer } from './record';
import { clear } from './vector';
import { transformPatches, transformRows } from './winogradInput';
import { spreadPatch, spreadRows } from './winogradSpread';

/**
 * The gradient of 3x3 filters of stride 1 by Winograd's F(4x4, 3x3), as `winograd` has it: sums over the patches of
 * (Bᵀ x B) ∘ (A dy Aᵀ), which `sumWinogradGradients` turns to taps. A tile is a chunk of images and a group of input
 * channels. `block` patches at a time, x is transformed to [36][four channels][patch][4], dy to
 * [36][TILE outputs][patch][TILE], and their products over the patches are added to
 * partial[chunk][36][channel][output], channels padded to 4, outputs to 16.
 */
export function winogradGradient(record: usize, tile: i32, scratch: usize): void {
  const x = address(record, 0);
  const channels = integer(record, 1);
  const height = integer(record, 2);
  const width = integer(record, 3);
  const dy = address(record, 4);
  const outputs = integer(record, 5);
  const outHeight = integer(record, 6);
  const outWidth = integer(record, 7);
  const top = integer(record, 8);
  const left = integer(record, 9);
  const partial = address(record, 10);
  const channelsPerTile = integer(record, 11);
  const imagesPerChunk = integer(record, 12);
  const block = integer(record, 13);

  const channelTiles = (channels + channelsPerTile - 1) / channelsPerTile;
  const chunk = tile / channelTiles;
  const firstChannel = (tile % channelTiles) * channelsPerTile;
  const count = min<i32>(channelsPerTile, channels - firstChannel);
  const outputsPadded = (outputs + 15) & ~15;
  const across = (outWidth + 3) >> 2;
  const down = (outHeight + 3) >> 2;
  const copyWidth = (across << 2) + 4;
  const pitch = (<usize>copyWidth) << 2;
  const copyRows = ((block - 1 + across - 1) / across + 1) * 6;
  const copyPitch = <usize>copyRows * pitch;
  const leftPitch = ((<usize>(((channelsPerTile + 3) & ~3) * block)) << 2) + WINOGRAD_SKEW;
  const rightPitch = ((<usize>(outputsPadded * block)) << 2) + WINOGRAD_SKEW;

  const turnedX = scratch;
  const turnedY = turnedX + 36 * leftPitch;
  const zeros = turnedY + 36 * rightPitch;
  const copyX = zeros + ((<usize>((max<i32>(width, outWidth) + 3) & ~3)) << 2);
  const copyY = copyX + 4 * copyPitch;
  // What lies beside the pictures stays 0.
  clear(zeros, <i32>(copyY + 4 * copyPitch - zeros) >> 2);

  const perImage = across * down;
  const end = min<i32>((chunk + 1) * imagesPerChunk, batch()) * perImage;
  let mode = 0;
  for (let first = chunk * imagesPerChunk * perImage; first < end; first += block) {
    const depth = min<i32>(block, end - first);
    const firstRow = first / across;
    const rows = (first + depth - 1) / across - firstRow + 1;
    for (let group = 0; group < count; group += 4) {
      for (let lane = 0; lane < 4; lane++) {
        // Channels that are not there repeat the last: nobody reads their sums.
        const channel = firstChannel + min<i32>(group + lane, count - 1);
        const lead = copyX + <usize>lane * copyPitch + ((<usize>left) << 2);
        for (let row = 0; row < rows; row++) {
          const image = (firstRow + row) / down;
          const picture = x + ((<usize>((image * channels + channel) * height * width)) << 2);
          const from = ((firstRow + row - image * down) << 2) - top;
          transformRows(picture, from, height, width, zeros, lead + <usize>(row * 6) * pitch, pitch);
        }
      }
      let to = turnedX + ((<usize>(group * block)) << 2);
      for (let patch = first; patch < first + depth; patch++, to += 16) {
        const at = copyX + placeOf(patch, firstRow, across);
        const at2 = at + 2 * copyPitch;
        transformPatches(at, at + copyPitch, at2, at2 + copyPitch, pitch, to, leftPitch);
      }
    }
    for (let group = 0; group < outputs; group += 4) {
      for (let lane = 0; lane < 4; lane++) {
        const output = min<i32>(group + lane, outputs - 1);
        const lead = copyY + <usize>lane * copyPitch;
        for (let row = 0; row < rows; row++) {
          const image = (firstRow + row) / down;
          const picture = dy + ((<usize>((image * outputs + output) * outHeight * outWidth)) << 2);
          const from = (firstRow + row - image * down) << 2;
          spreadRows(picture, from, outHeight, outWidth, zeros, lead + <usize>(row * 6) * pitch, pitch);
        }
      }
      const panel = group - (group % TILE);
      let to = turnedY + ((<usize>(panel * block + group - panel)) << 2);
      for (let patch = first; patch < first + depth; patch++, to += TILE << 2) {
        const at = copyY + placeOf(patch, firstRow, across);
        const at2 = at + 2 * copyPitch;
        spreadPatch(at, at + copyPitch, at2, at2 + copyPitch, pitch, to, rightPitch);
      }
    }
    for (let position = 0; position < 36; position++) {
      const a = turnedX + <usize>position * leftPitch;
      const b = turnedY + <usize>position * rightPitch;
      const row = (chunk * 36 + position) * ((channels + 3) & ~3) + firstChannel;
      const sums = partial + ((<usize>(row * outputsPadded)) << 2);
      for (let channel = 0; channel < count; channel += ROWS) {
        const from = a + ((<usize>(channel * block)) << 2);
        const to = sums + ((<usize>(channel * outputsPadded)) << 2);
        for (let output = 0; output < outputs; output += TILE) {
          const panel = b + ((<usize>(output * block)) << 2);
          multiplyTile(from, panel, depth, to + ((<usize>output) << 2), (<usize>outputsPadded) << 2, 0, mode);
        }
      }
    }
    mode = ADD;
  }
}

/** Bytes from the transformed rows of patch row `firstRow` to a patch. */
function placeOf(patch: i32, firstRow: i32, across: i32): usize {
  const row = patch / across;
  return (<usize>((row - firstRow) * 6 * ((across << 2) + 4) + ((patch - row * across) << 2))) << 2;
}
