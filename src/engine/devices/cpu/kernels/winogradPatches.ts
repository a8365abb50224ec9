import { WINOGRAD_LANES, WINOGRAD_LINE_BYTES, WINOGRAD_ROW_BYTES, WINOGRAD_SPAN } from './layout';
import { transformPair, transformSix } from './winogradInput';
import { COLUMN_BYTES, fetchRows, interleaveRow, rowPlace } from './winogradRows';
import { spreadPair, spreadSix } from './winogradSpread';

/** All six lines of a patch. */
export const ALL_LINES = -1;

/** Rows of a picture that a patch of 6 x 6 is made from, and those that its neighbour below uses again. */
const HEIGHT = 6;
const SHARED = 2;
const ROW_BYTES: usize = WINOGRAD_ROW_BYTES;
const LINE_BYTES: usize = WINOGRAD_LINE_BYTES;
/** Bytes of all lines of 8 channels. */
const HALF_BYTES: usize = HEIGHT * WINOGRAD_LINE_BYTES;

/**
 * Bᵀ d B of `count` patches from `first` on of all images, counted through row by row, `across` in a row and `down` rows
 * in an image: to V[line][column][patch][channel], what belongs to one line and column `positionPitch` bytes apart and
 * patches `patchPitch`. `pair` is `ALL_LINES`, or one of the pairs of lines that `transformPair` knows: then V has
 * those two alone. The pictures begin at `pictures`, `channels` of them an image, images `imageBytes` apart.
 */
export function turnPatches(
  pictures: usize,
  imageBytes: usize,
  channels: i32,
  height: i32,
  width: i32,
  top: i32,
  left: i32,
  down: i32,
  across: i32,
  first: i32,
  count: i32,
  pair: i32,
  turned: usize,
  patchPitch: usize,
  positionPitch: usize,
  scratch: usize,
): void {
  const area = (<usize>(height * width)) << 2;
  const lines = scratch + HEIGHT * ROW_BYTES;
  const sink = lines + 2 * HALF_BYTES;
  const turnedLines: usize = pair === ALL_LINES ? 6 : 2;
  for (let channel = 0; channel < channels; channel += WINOGRAD_LANES) {
    const lanes = min<i32>(WINOGRAD_LANES, channels - channel);
    const halves: usize = lanes > 8 ? 2 : 1;
    let held = -1;
    let base = 0;
    for (let patch = 0; patch < count; ) {
      const row = (first + patch) / across;
      const column = first + patch - row * across;
      const patches = min<i32>(WINOGRAD_SPAN, min<i32>(across - column, count - patch));
      const columns = (patches << 2) + 2;
      const image = row / down;
      const y = ((row - image * down) << 2) - top;
      const x = (column << 2) - left;
      const from = pictures + <usize>image * imageBytes + <usize>channel * area;
      // Whole rows follow one another in an image: two of the six are there.
      const follows = patches === across && row === held + 1 && y + top > 0;
      held = patches === across ? row : -2;
      base = follows ? (base + HEIGHT - SHARED) % HEIGHT : 0;
      const begin = follows ? SHARED : 0;
      fetchRows(from, area, lanes, y + begin, y + HEIGHT, height, width, sink);
      for (let i = begin; i < HEIGHT; i++) {
        const place = rowPlace(scratch, (base + i) % HEIGHT);
        interleaveRow(from, area, lanes, y + i, height, width, x, columns, place);
      }
      for (let half: usize = 0; half < halves; half++) {
        const d0 = rowPlace(scratch, base) + half * 32;
        const d1 = rowPlace(scratch, (base + 1) % HEIGHT) + half * 32;
        const d2 = rowPlace(scratch, (base + 2) % HEIGHT) + half * 32;
        const d3 = rowPlace(scratch, (base + 3) % HEIGHT) + half * 32;
        const d4 = rowPlace(scratch, (base + 4) % HEIGHT) + half * 32;
        const d5 = rowPlace(scratch, (base + 5) % HEIGHT) + half * 32;
        const to = lines + half * HALF_BYTES;
        if (pair === ALL_LINES)
          transformSix(d0, d1, d2, d3, d4, d5, COLUMN_BYTES, columns, to, 32, LINE_BYTES);
        else transformPair(pair, d0, d1, d2, d3, d4, d5, COLUMN_BYTES, columns, to, 32, LINE_BYTES);
      }
      let place = turned + <usize>patch * patchPitch + ((<usize>channel) << 2);
      for (let line: usize = 0; line < turnedLines; line++, place += 6 * positionPitch) {
        for (let half: usize = 0; half < halves; half++) {
          const at = lines + half * HALF_BYTES + line * LINE_BYTES;
          const to = place + half * 32;
          transformSix(
            at,
            at + 32,
            at + 64,
            at + 96,
            at + 128,
            at + 160,
            128,
            patches,
            to,
            patchPitch,
            positionPitch,
          );
        }
      }
      patch += patches;
    }
  }
}

/**
 * A d Aᵀ of `count` patches of 4 x 4 results, as `turnPatches` has it: to [line][column][patch][channel]. The results
 * are `height` x `width`.
 */
export function spreadPatches(
  pictures: usize,
  imageBytes: usize,
  channels: i32,
  height: i32,
  width: i32,
  down: i32,
  across: i32,
  first: i32,
  count: i32,
  pair: i32,
  turned: usize,
  patchPitch: usize,
  positionPitch: usize,
  scratch: usize,
): void {
  const area = (<usize>(height * width)) << 2;
  const lines = scratch + HEIGHT * ROW_BYTES;
  const sink = lines + 2 * HALF_BYTES;
  const turnedLines: usize = pair === ALL_LINES ? 6 : 2;
  for (let channel = 0; channel < channels; channel += WINOGRAD_LANES) {
    const lanes = min<i32>(WINOGRAD_LANES, channels - channel);
    const halves: usize = lanes > 8 ? 2 : 1;
    for (let patch = 0; patch < count; ) {
      const row = (first + patch) / across;
      const column = first + patch - row * across;
      const patches = min<i32>(WINOGRAD_SPAN, min<i32>(across - column, count - patch));
      const columns = patches << 2;
      const image = row / down;
      const y = (row - image * down) << 2;
      const from = pictures + <usize>image * imageBytes + <usize>channel * area;
      fetchRows(from, area, lanes, y, y + 4, height, width, sink);
      for (let i = 0; i < 4; i++)
        interleaveRow(from, area, lanes, y + i, height, width, column << 2, columns, rowPlace(scratch, i));
      for (let half: usize = 0; half < halves; half++) {
        const d0 = rowPlace(scratch, 0) + half * 32;
        const d1 = d0 + ROW_BYTES;
        const d2 = d1 + ROW_BYTES;
        const d3 = d2 + ROW_BYTES;
        const to = lines + half * HALF_BYTES;
        if (pair === ALL_LINES) spreadSix(d0, d1, d2, d3, COLUMN_BYTES, columns, to, 32, LINE_BYTES);
        else spreadPair(pair, d0, d1, d2, d3, COLUMN_BYTES, columns, to, 32, LINE_BYTES);
      }
      let place = turned + <usize>patch * patchPitch + ((<usize>channel) << 2);
      for (let line: usize = 0; line < turnedLines; line++, place += 6 * positionPitch) {
        for (let half: usize = 0; half < halves; half++) {
          const at = lines + half * HALF_BYTES + line * LINE_BYTES;
          const to = place + half * 32;
          spreadSix(at, at + 32, at + 64, at + 96, 128, patches, to, patchPitch, positionPitch);
        }
      }
      patch += patches;
    }
  }
}
