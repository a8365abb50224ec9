import { meet } from './barrier';
import { dispatch } from './dispatch';
import { KERNEL, NEXT_TILE, RECORD_WORDS } from './layout';
import { tileCount } from './record';

export { evaluateFunction, timeTiles } from './probe';

/**
 * Runs a list of commands, called by every thread at once: of each command the threads take tiles one by one, then
 * wait for each other. `scratch` is the thread's own. Returns 0, or 1 where another thread failed.
 */
export function run(commands: usize, count: i32, threads: i32, scratch: usize): i32 {
  for (let i = 0; i < count; i++) {
    const record = commands + ((<usize>(i * RECORD_WORDS)) << 2);
    const kernel = load<i32>(record + (KERNEL << 2));
    const tiles = tileCount(record);
    if (threads === 1) {
      for (let tile = 0; tile < tiles; tile++) dispatch(kernel, record, tile, scratch);
      continue;
    }
    for (;;) {
      const tile = atomic.add<i32>(record + (NEXT_TILE << 2), 1);
      if (tile >= tiles) break;
      dispatch(kernel, record, tile, scratch);
    }
    if (!meet(record, threads)) return 1;
  }
  return 0;
}
