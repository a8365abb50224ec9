import { ELEMENTS_PER_TILE } from './layout';
import { ROWS } from './micro';
import { placeInPanels } from './newtonSchulz';
import { packColumns, packRows, transpose } from './pack';
import { address, elementsBegin, integer, number } from './record';
import { clear, loadFirst, madd, storeFirst } from './vector';

/** The sum of the squares of 4 lanes, in two halves. */
function squares(x: v128): v128 {
  const low = f64x2.promote_low_f32x4(x);
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
  return f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high));
}

/**
 * v = momentum * v + g and u = g + momentum * v where `nesterov`, else u = v; without v u = g. A tile is some
 * neighbouring elements, the sum of whose squares goes to norms[tile].
 */
export function muonMomentum(record: usize, tile: i32): void {
  const gradients = address(record, 0);
  const velocity = address(record, 1);
  const update = address(record, 2);
  const norms = address(record, 3);
  const length = integer(record, 4);
  const momentum = f32x4.splat(number(record, 5));
  const nesterov = integer(record, 6);
  const end = min<i32>(length, (tile + 1) * ELEMENTS_PER_TILE);
  let sum = f64x2.splat(0);
  let at = elementsBegin(tile);
  for (let i = tile * ELEMENTS_PER_TILE; i < end; i += 4, at += 16) {
    const g = loadFirst(gradients + at, end - i);
    let u = g;
    if (velocity) {
      const v = madd(momentum, loadFirst(velocity + at, end - i), g);
      storeFirst(velocity + at, v, end - i);
      u = nesterov ? madd(momentum, v, g) : v;
    }
    storeFirst(update + at, u, end - i);
    sum = f64x2.add(sum, squares(u));
  }
  store<f64>(norms + ((<usize>tile) << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
}

/**
 * X = u / max(norm of u, least), turned into panels (newtonSchulz.ts), a tile 16 of X's rows. u is [rows][columns], X
 * the same, or where `turned` its transpose: X never has more rows than columns.
 */
export function muonNormalise(record: usize, tile: i32): void {
  const update = address(record, 0);
  const norms = address(record, 1);
  const tiles = integer(record, 2);
  const rows = integer(record, 3);
  const columns = integer(record, 4);
  const turned = integer(record, 5);
  const x = address(record, 6);
  const depth = integer(record, 7);
  const least = number(record, 8);
  let sum: f64 = 0;
  for (let i = 0; i < tiles; i++) sum += load<f64>(norms + ((<usize>i) << 3));
  const factor = f32x4.splat(<f32>(1 / max<f64>(sqrt(sum), <f64>least)));

  const first = tile * 16;
  const length = turned ? rows : columns;
  const pitch = (<usize>columns) << 2;
  const line: usize = TILE << 2;
  for (let row = first; row < first + 16; row += 4) {
    const to = placeInPanels(x, row, 0, depth);
    if (turned) packColumns(update + ((<usize>row) << 2), pitch, columns - row, length, to, line);
    else packRows(update + <usize>row * pitch, pitch, rows - row, length, to, line);
  }
  for (let row = first; row < first + 16; row += TILE)
    clear(placeInPanels(x, row, length, depth), (depth - length) * TILE);
  const end = x + ((<usize>((first + 16) * depth)) << 2);
  for (let at = x + ((<usize>(first * depth)) << 2); at < end; at += 16)
    v128.store(at, f32x4.mul(factor, v128.load(at)));
}

/** x = x * (1 - r * weightDecay) - r * scale * X, r = ratio * rate, a tile four rows of the weight. */
export function muonUpdate(record: usize, tile: i32, scratch: usize): void {
  const weight = address(record, 0);
  const x = address(record, 1);
  const hyper = address(record, 2);
  const rows = integer(record, 3);
  const columns = integer(record, 4);
  const turned = integer(record, 5);
  const depth = integer(record, 6);
  const rate = load<f32>(hyper) * number(record, 7);
  const step = f32x4.splat(-rate * number(record, 8));
  const kept = f32x4.splat(1 - rate * number(record, 9));
  const first = tile * ROWS;
  const pitch = (<usize>((columns + 3) & ~3)) << 2;
  const count = min<i32>(ROWS, rows - first);
  for (let column = 0; column < columns; column += 4) {
    const to = scratch + ((<usize>column) << 2);
    if (turned) {
      const from = placeInPanels(x, column, first, depth);
      for (let row = 0; row < count; row++)
        v128.store(to + <usize>row * pitch, v128.load(from + ((<usize>(row * TILE)) << 2)));
    } else transpose(placeInPanels(x, first, column, depth), TILE << 2, to, pitch);
  }
  for (let row = 0; row < count; row++) {
    const place = weight + ((<usize>((first + row) * columns)) << 2);
    const from = scratch + <usize>row * pitch;
    for (let column = 0; column < columns; column += 4) {
      const at = (<usize>column) << 2;
      const old = loadFirst(place + at, columns - column);
      const moved = madd(step, v128.load(from + at), f32x4.mul(kept, old));
      storeFirst(place + at, moved, columns - column);
    }
  }
}
