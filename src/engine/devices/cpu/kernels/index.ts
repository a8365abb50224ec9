import { meet } from './barrier';
import { dispatch } from './dispatch';
import { KERNEL, RECORD_WORDS } from './layout';
import { rangeBegin, rangeCount, takeTile } from './ranges';
import { tileCount } from './record';

export { evaluateFunction, timeTiles } from './probe';

/** Brought by whoever instantiates the module: milliseconds of its clock. */
declare function now(): f64;

/**
 * Runs a list of commands, called by every thread at once, each with its number `thread`: of each command the threads
 * take tiles one by one, then wait for each other. `scratch` is the thread's own. Where `times` is not 0 the clock is
 * written there when it begins and after each command, 8 bytes a time. Returns 0, or 1 where another thread failed.
 */
export function run(
  commands: usize,
  count: i32,
  threads: i32,
  thread: i32,
  scratch: usize,
  times: usize,
): i32 {
  if (times) store<f64>(times, now());
  for (let i = 0; i < count; i++) {
    if (!takePart(commands + ((<usize>(i * RECORD_WORDS)) << 2), threads, thread, scratch)) return 1;
    if (times) store<f64>(times + ((<usize>(i + 1)) << 3), now());
  }
  return 0;
}

/** Takes tiles of a command until there are no more; false where another thread failed. */
function takePart(record: usize, threads: i32, thread: i32, scratch: usize): bool {
  const kernel = load<i32>(record + (KERNEL << 2));
  const tiles = tileCount(record);
  if (threads === 1) {
    for (let tile = 0; tile < tiles; tile++) dispatch(kernel, record, tile, scratch);
    return true;
  }
  const ranges = rangeCount(threads);
  for (let i = 0; i < ranges; i++) {
    const range = (thread + i) % ranges;
    const begin = rangeBegin(range, ranges, tiles);
    const length = rangeBegin(range + 1, ranges, tiles) - begin;
    for (let taken = takeTile(range); taken < length; taken = takeTile(range))
      dispatch(kernel, record, begin + taken, scratch);
  }
  return meet(threads);
}
