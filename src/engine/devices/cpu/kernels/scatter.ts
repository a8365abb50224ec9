import { address, integer, tileBegin, tileEnd } from './record';

/**
 * Spreads planes of `rows` by `columns` over planes of `height` by `width`, from row `top` and column `left` on, `stepH`
 * and `stepW` apart; 0 where there is nothing to spread. What lies between stays as it is. A tile is some planes.
 */
export function scatter(record: usize, tile: i32): void {
  const from = address(record, 0);
  const to = address(record, 1);
  const rows = integer(record, 2);
  const columns = integer(record, 3);
  const height = integer(record, 4);
  const width = integer(record, 5);
  const top = integer(record, 6);
  const left = integer(record, 7);
  const stepH = integer(record, 8);
  const stepW = (<usize>integer(record, 9)) << 2;
  const end = tileEnd(record, tile);
  for (let plane = tileBegin(record, tile); plane < end; plane++) {
    let at = from + ((<usize>plane * rows * columns) << 2);
    for (let row = 0; row < rows; row++) {
      let place = to + ((<usize>plane * height * width + (top + row * stepH) * width + left) << 2);
      for (let column = 0; column < columns; column++, place += stepW, at += 4) {
        store<f32>(place, from ? load<f32>(at) : 0);
      }
    }
  }
}
