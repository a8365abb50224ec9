import { WINOGRAD_LANES, WINOGRAD_SKEW, WINOGRAD_SPAN } from './layout';
import { ADD, multiplyStrided, ROWS } from './micro';
import { address, batch, integer } from './record';
import { clear, fetch } from './vector';
import { COPY_BYTES, COPY_PITCH, copyPlace, inLanes, zeroBytes } from './winogradCopy';
import { transformColumns, transformRows } from './winogradInput';
import { spreadColumns, spreadRows } from './winogradSpread';

/**
 * The gradient of 3x3 filters of stride 1 by Winograd's F(4x4, 3x3), as `winograd` has it: sums over the patches of
 * (Bᵀ x B) ∘ (A dy Aᵀ), which `gatherWinogradTaps` turns to taps. It goes by chunks of images, each transformed by
 * `turnWinogradGradient` and then summed by `multiplyWinogradGradient`.
 *
 * Turns the pictures of `images` images from `firstImage` on, x to left[36][patch][channel] and dy to
 * right[36][patch][output], channels and outputs padded to 16. A tile is 16 channels or outputs of one image, of them
 * `rowsPerTile` rows of patches.
 */
export function turnWinogradGradient(record: usize, tile: i32, scratch: usize): void {
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
  const turnedX = address(record, 10);
  const turnedY = address(record, 11);
  const firstImage = integer(record, 12);
  const images = integer(record, 13);
  const rowsPerTile = integer(record, 14);

  const blocksX = (channels + WINOGRAD_LANES - 1) / WINOGRAD_LANES;
  const blocks = blocksX + (outputs + WINOGRAD_LANES - 1) / WINOGRAD_LANES;
  const across = (outWidth + 3) >> 2;
  const down = (outHeight + 3) >> 2;
  const parts = (down + rowsPerTile - 1) / rowsPerTile;
  const index = tile / (blocks * parts);
  const image = firstImage + index;
  if (image >= batch()) return;
  const turn = (tile / parts) % blocks;
  const firstRow = (tile % parts) * rowsPerTile;
  const end = min<i32>(down, firstRow + rowsPerTile);
  const zeros = scratch;
  const widest = max<i32>(width, outWidth);
  const copied = zeros + zeroBytes(widest);
  const pitch: usize = COPY_PITCH;
  const interleaved = copied + COPY_BYTES;
  clear(zeros, widest);

  const isX = turn < blocksX;
  const planes = isX ? channels : outputs;
  const place = copyPlace(copied, isX ? left : 0);
  const first = (isX ? turn : turn - blocksX) * WINOGRAD_LANES;
  const lanes = min<i32>(WINOGRAD_LANES, planes - first);
  const halves = (lanes + 7) >> 3;
  const area = isX ? height * width : outHeight * outWidth;
  const pictures = (isX ? x : dy) + ((<usize>((image * planes + first) * area)) << 2);
  const patchPitch = turnedPitch(planes);
  const position = patchPitch * <usize>(images * across * down) + WINOGRAD_SKEW;
  let to =
    (isX ? turnedX : turnedY) +
    <usize>((index * down + firstRow) * across) * patchPitch +
    ((<usize>first) << 2);
  const rowBytes = (<usize>(isX ? width : outWidth)) << 2;
  for (let row = firstRow; row < end; row++) {
    if (row + 1 < end) {
      const next = (row + 1) << 2;
      const rows = min<i32>(4, (isX ? height : outHeight) - next);
      const bytes = <usize>max<i32>(0, rows) * rowBytes;
      fetch(pictures + <usize>next * rowBytes, lanes, (<usize>area) << 2, bytes, interleaved);
    }
    for (let column = 0; column < across; column += WINOGRAD_SPAN) {
      const patches = min<i32>(WINOGRAD_SPAN, across - column);
      const columns = (patches << 2) + 4;
      const x = column << 2;
      const y = row << 2;
      for (let lane = 0; lane < lanes; lane++) {
        const picture = pictures + ((<usize>(lane * area)) << 2);
        const at = place + <usize>(lane * 6) * pitch;
        if (isX) transformRows(picture, y - top, height, width, x - left, columns, zeros, at, pitch);
        else spreadRows(picture, y, outHeight, outWidth, x, columns, zeros, at, pitch);
      }
      for (let line: usize = 0; line < 6; line++) {
        const from = place + line * pitch;
        const at = to + line * 6 * position;
        if (isX)
          transformColumns(from, 6 * pitch, columns, interleaved, patches, halves, at, patchPitch, position);
        else spreadColumns(from, 6 * pitch, columns, interleaved, patches, halves, at, patchPitch, position);
      }
      to += <usize>patches * patchPitch;
    }
  }
}

/** Bytes from one patch of so many channels to the next: off the lines of a cache that those before lie on. */
function turnedPitch(planes: i32): usize {
  return ((<usize>inLanes(planes)) << 2) + WINOGRAD_SKEW;
}

/**
 * sums[36][channel][output] (+)= left * right over the patches of a chunk of images, `depth` at a time; added where
 * `firstImage` is not 0. A tile is one of the 36 and `block` outputs, a multiple of 16; channels are padded to 4.
 */
export function multiplyWinogradGradient(record: usize, tile: i32): void {
  const turnedX = address(record, 0);
  const turnedY = address(record, 1);
  const sums = address(record, 2);
  const channels = integer(record, 3);
  const outputs = integer(record, 4);
  const perImage = integer(record, 5);
  const firstImage = integer(record, 6);
  const images = integer(record, 7);
  const block = integer(record, 8);
  const depth = integer(record, 9);

  const patches = min<i32>(images, batch() - firstImage) * perImage;
  if (patches <= 0) return;
  const blocks = (outputs + block - 1) / block;
  const position = tile / blocks;
  const first = (tile - position * blocks) * block;
  const end = min<i32>(outputs, first + block);
  const leftPitch = turnedPitch(channels);
  const rightPitch = turnedPitch(outputs);
  const left = turnedX + <usize>position * (leftPitch * <usize>(images * perImage) + WINOGRAD_SKEW);
  const right = turnedY + <usize>position * (rightPitch * <usize>(images * perImage) + WINOGRAD_SKEW);
  const outputsPadded = inLanes(outputs);
  const pitch = (<usize>outputsPadded) << 2;
  const to = sums + <usize>(position * ((channels + 3) & ~3)) * pitch;
  for (let patch = 0; patch < patches; patch += depth) {
    const count = min<i32>(depth, patches - patch);
    const mode = patch > 0 || firstImage > 0 ? ADD : 0;
    for (let output = first; output < end; output += TILE) {
      const b = right + <usize>patch * rightPitch + ((<usize>output) << 2);
      for (let channel = 0; channel < channels; channel += ROWS) {
        const a = left + <usize>patch * leftPitch + ((<usize>channel) << 2);
        const c = to + <usize>channel * pitch + ((<usize>output) << 2);
        multiplyStrided(a, 4, leftPitch, b, rightPitch, count, c, pitch, 0, mode);
      }
    }
  }
}
