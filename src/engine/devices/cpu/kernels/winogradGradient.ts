import { WINOGRAD_SKEW } from './layout';
import { ADD } from './micro';
import { multiplyRows } from './multiplyRows';
import { address, batch, integer } from './record';
import { ALL_LINES, spreadPatches, turnPatches } from './winogradPatches';
import { inLanes } from './winogradRows';
import { gatherColumns } from './winogradTaps';

/**
 * The gradient of the filters of a convolution of 3x3 with stride 1 by Winograd's products: dW = Gᵀ sum((Bᵀ x B) ⊙
 * (A dy Aᵀ)) G, over the patches that `winograd` has, of all images.
 *
 * Rows of patches are counted through all images and cut into parts. A tile is one part, up to `channelBlock` channels
 * and `block` outputs, multiples of 16, and the six lines of a patch or a pair of them. `chunk` rows at a time are
 * transformed and multiplied in scratch memory, where the sums stay until the part is done. Then Gᵀ is put along their
 * lines, and what remains is written to partial[part][line][3][channel][output].
 */
export function winogradGradient(record: usize, tile: i32, scratch: usize): void {
  const allChannels = integer(record, 1);
  const height = integer(record, 2);
  const width = integer(record, 3);
  const allOutputs = integer(record, 5);
  const outHeight = integer(record, 6);
  const outWidth = integer(record, 7);
  const pairs = integer(record, 11);
  const block = integer(record, 12);
  const rowsPerPart = integer(record, 13);
  const chunk = integer(record, 14);
  const channelBlock = integer(record, 15);

  const blocks = (allOutputs + block - 1) / block;
  const channelBlocks = (allChannels + channelBlock - 1) / channelBlock;
  const part = tile / (pairs * blocks * channelBlocks);
  const pair = pairs === 1 ? ALL_LINES : (tile / (blocks * channelBlocks)) % pairs;
  const firstChannel = ((tile / blocks) % channelBlocks) * channelBlock;
  const firstOutput = (tile % blocks) * block;
  const channels = min<i32>(channelBlock, allChannels - firstChannel);
  const outputs = min<i32>(block, allOutputs - firstOutput);

  const across = (outWidth + 3) >> 2;
  const down = (outHeight + 3) >> 2;
  const end = min<i32>(batch() * down, (part + 1) * rowsPerPart);
  const lines = pairs === 1 ? 6 : 2;
  const positions = <usize>(lines * 6);
  const leftPitch = turnedPitch(channelBlock);
  const rightPitch = turnedPitch(block);
  const left = scratch;
  const leftPosition = leftPitch * <usize>(chunk * across) + WINOGRAD_SKEW;
  const right = left + positions * leftPosition;
  const rightPosition = rightPitch * <usize>(chunk * across) + WINOGRAD_SKEW;
  const sums = right + positions * rightPosition;
  const rows = (channels + 3) & ~3;
  const sumPitch = (<usize>inLanes(block)) << 2;
  const sumPosition = <usize>rows * sumPitch;
  const rest = sums + positions * sumPosition;
  const imageBytes = (<usize>(allChannels * height * width)) << 2;
  const x = address(record, 0) + ((<usize>(firstChannel * height * width)) << 2);
  const outPlane = (<usize>(outHeight * outWidth)) << 2;
  const dy = address(record, 4) + <usize>firstOutput * outPlane;

  const begin = part * rowsPerPart;
  for (let row = begin; row < end; row += chunk) {
    const first = row * across;
    const count = min<i32>(chunk, end - row) * across;
    turnPatches(
      x,
      imageBytes,
      channels,
      height,
      width,
      integer(record, 8),
      integer(record, 9),
      down,
      across,
      first,
      count,
      pair,
      left,
      leftPitch,
      leftPosition,
      rest,
    );
    spreadPatches(
      dy,
      <usize>allOutputs * outPlane,
      outputs,
      outHeight,
      outWidth,
      down,
      across,
      first,
      count,
      pair,
      right,
      rightPitch,
      rightPosition,
      rest,
    );
    const mode = row > begin ? ADD : 0;
    for (let position: usize = 0; position < positions; position++) {
      const a = left + position * leftPosition;
      const b = right + position * rightPosition;
      const c = sums + position * sumPosition;
      for (let output: usize = 0; output < (<usize>outputs) << 2; output += TILE << 2)
        multiplyRows(a, 4, leftPitch, b + output, rightPitch, count, c + output, sumPitch, rows, mode);
    }
  }
  if (begin >= end) return;
  const outputPitch = (<usize>inLanes(allOutputs)) << 2;
  const plane = <usize>((allChannels + 3) & ~3) * outputPitch + WINOGRAD_SKEW;
  const corner = <usize>firstChannel * outputPitch + ((<usize>firstOutput) << 2);
  const partial = address(record, 10) + <usize>part * 18 * plane + corner;
  for (let line = 0; line < lines; line++) {
    const from = sums + <usize>(line * 6) * sumPosition;
    const to = partial + <usize>(lineOf(pair, line) * 3) * plane;
    gatherColumns(from, sumPosition, sumPitch, channels, outputs, to, plane, outputPitch);
  }
}

/** Which line of a patch is number `index` of a pair's two. */
function lineOf(pair: i32, index: i32): i32 {
  if (pair === ALL_LINES) return index;
  return pair === 0 ? index * 5 : pair * 2 - 1 + index;
}

/** Bytes from one patch of so many channels to the next: off the lines of a cache that those before lie on. */
function turnedPitch(planes: i32): usize {
  return ((<usize>inLanes(planes)) << 2) + WINOGRAD_SKEW;
}
