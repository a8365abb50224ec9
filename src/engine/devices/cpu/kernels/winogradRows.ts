import { WINOGRAD_LANES, WINOGRAD_MARGIN, WINOGRAD_ROW_BYTES } from './layout';
import { clear, fetch } from './vector';

/*
 * Rows of pictures of up to 16 channels in scratch memory, the channels side by side: [column][16]. Six of them, or
 * four, are what patches are transformed from.
 */

/** Bytes of one column of 16 channels. */
export const COLUMN_BYTES: usize = WINOGRAD_LANES * 4;

/** Channels, up to whole blocks of 16. */
export function inLanes(channels: i32): i32 {
  return (channels + WINOGRAD_LANES - 1) & -WINOGRAD_LANES;
}

/** Where row `index` of those at `rows` begins. */
export function rowPlace(rows: usize, index: i32): usize {
  return rows + <usize>(index * WINOGRAD_ROW_BYTES) + WINOGRAD_MARGIN * COLUMN_BYTES;
}

/**
 * Brings rows `row` to `end` of `lanes` pictures, `area` bytes apart, near: all of their lines are waited for at once.
 */
export function fetchRows(
  pictures: usize,
  area: usize,
  lanes: i32,
  row: i32,
  end: i32,
  height: i32,
  width: i32,
  sink: usize,
): void {
  const begin = max<i32>(0, row) * width;
  const extent = min<i32>(height, end) * width - begin;
  if (extent > 0) fetch(pictures + ((<usize>begin) << 2), lanes, area, (<usize>extent) << 2, sink);
}

/**
 * Columns `first` to `first + columns` of row `row` of `lanes` pictures to [column][16] at `to`; what lies outside the
 * pictures is 0, channels that are not there hold anything. The pictures are at least 4 wide.
 */
export function interleaveRow(
  pictures: usize,
  area: usize,
  lanes: i32,
  row: i32,
  height: i32,
  width: i32,
  first: i32,
  columns: i32,
  to: usize,
): void {
  if (<u32>row >= <u32>height) {
    clear(to, columns * WINOGRAD_LANES);
    return;
  }
  const begin = max<i32>(0, first);
  const end = min<i32>(width, first + columns);
  if (first < 0) clear(to, -first * WINOGRAD_LANES);
  const beside = end - first;
  if (beside < columns) clear(to + <usize>beside * COLUMN_BYTES, (columns - beside) * WINOGRAD_LANES);
  const line = pictures + ((<usize>(row * width)) << 2);
  const last = lanes - 1;
  for (let lane = 0; lane < lanes; lane += 4) {
    interleaveFour(
      line + <usize>lane * area,
      line + <usize>min<i32>(last, lane + 1) * area,
      line + <usize>min<i32>(last, lane + 2) * area,
      line + <usize>min<i32>(last, lane + 3) * area,
      begin,
      end,
      to + ((<usize>lane) << 2) - <usize>first * COLUMN_BYTES,
    );
  }
}

/** Columns `begin` to `end` of four rows, side by side. */
function interleaveFour(p0: usize, p1: usize, p2: usize, p3: usize, begin: i32, end: i32, to: usize): void {
  for (let column = begin; column < end; column += 4) {
    // The last four overlap those before.
    const at = min<i32>(column, end - 4);
    const x = (<usize>at) << 2;
    const place = to + <usize>at * COLUMN_BYTES;
    const r0 = v128.load(p0 + x);
    const r1 = v128.load(p1 + x);
    const r2 = v128.load(p2 + x);
    const r3 = v128.load(p3 + x);
    const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const b = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const c = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(place, v128.shuffle<f64>(a, b, 0, 2));
    v128.store(place, v128.shuffle<f64>(a, b, 1, 3), COLUMN_BYTES);
    v128.store(place, v128.shuffle<f64>(c, d, 0, 2), 2 * COLUMN_BYTES);
    v128.store(place, v128.shuffle<f64>(c, d, 1, 3), 3 * COLUMN_BYTES);
  }
}
