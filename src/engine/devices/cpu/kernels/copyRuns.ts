import { address, integer, tileBegin, tileEnd } from './record';
import { copy } from './vector';

/** Copies runs of neighbouring float32 from rows `fromPitch` elements apart to rows `toPitch` apart; a tile is some. */
export function copyRuns(record: usize, tile: i32): void {
  const from = address(record, 0);
  const to = address(record, 1);
  const length = integer(record, 2);
  const fromPitch = (<usize>integer(record, 3)) << 2;
  const toPitch = (<usize>integer(record, 4)) << 2;
  const end = <usize>tileEnd(record, tile);
  for (let run = <usize>tileBegin(record, tile); run < end; run++) {
    copy(to + run * toPitch, from + run * fromPitch, length);
  }
}
