import { meet } from './barrier';
import { dispatch } from './dispatch';
import { KERNEL, NEXT_TILE, RECORD_WORDS } from './layout';
import { tileCount } from './record';

export { evaluateFunction, timeTiles } from './probe';

/** Brought by whoever instantiates the module: milliseconds of its clock. */
declare function now(): f64;

/**
 * Runs a list of commands, called by every thread at once: of each command the threads take tiles one by one, then
 * wait for each other. `scratch` is the thread's own. Where `times` is not 0 the clock is written there when it begins
 * and after each command, 8 bytes a time. Returns 0, or 1 where another thread failed.
 */
export function run(commands: usize, count: i32, threads: i32, scratch: usize, times: usize): i32 {
  if (times) store<f64>(times, now());
  for (let i = 0; i < count; i++) {
    if (!takePart(commands + ((<usize>(i * RECORD_WORDS)) << 2), threads, scratch)) return 1;
    if (times) store<f64>(times + ((<usize>(i + 1)) << 3), now());
  }
  return 0;
}

/** Takes tiles of a command until there are no more; false where another thread failed. */
function takePart(record: usize, threads: i32, scratch: usize): bool {
  const kernel = load<i32>(record + (KERNEL << 2));
  const tiles = tileCount(record);
  if (threads === 1) {
    for (let tile = 0; tile < tiles; tile++) dispatch(kernel, record, tile, scratch);
    return true;
  }
  let tile = atomic.add<i32>(record + (NEXT_TILE << 2), 1);
  while (tile < tiles) {
    dispatch(kernel, record, tile, scratch);
    tile = atomic.add<i32>(record + (NEXT_TILE << 2), 1);
  }
  return meet(record, threads);
}
