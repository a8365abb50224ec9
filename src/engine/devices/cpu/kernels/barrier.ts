import { ARRIVED, FAILURE, PASSED } from './layout';
import { rangeCount, resetRanges, takenTiles } from './ranges';

/**
 * Brought by whoever instantiates the module: Atomics.wait for a while on the word at `address`. (V8 of Node 20 loses
 * a function's variables over a wait of its own instruction.)
 */
declare function wait(address: i32, expected: i32): void;

/** Looks before a thread lies down: some ten microseconds, since lying down and waking cost nearly a hundred. */
const SPINS = 20000;
/** Waits in a row in which no tile was taken and nobody came: a minute. A stopped process counts as one. */
const PATIENCE = 1200;

/**
 * Waits until all threads have done their part of a command; then no tile of the next is taken yet. False where another
 * thread failed or none has moved for a minute.
 */
export function meet(threads: i32): bool {
  const passed = atomic.load<i32>(PASSED << 2);
  if (atomic.add<i32>(ARRIVED << 2, 1) === threads - 1) {
    atomic.store<i32>(ARRIVED << 2, 0);
    resetRanges(rangeCount(threads));
    atomic.add<i32>(PASSED << 2, 1);
    atomic.notify(PASSED << 2, -1);
    return atomic.load<i32>(FAILURE << 2) === 0;
  }
  for (let spin = 0; spin < SPINS; spin++) {
    if (atomic.load<i32>(PASSED << 2) !== passed) return atomic.load<i32>(FAILURE << 2) === 0;
  }
  return lieDown(threads, passed);
}

function lieDown(threads: i32, passed: i32): bool {
  let progress = -1;
  for (let idle = 0; idle < PATIENCE; ) {
    if (atomic.load<i32>(FAILURE << 2) !== 0) return false;
    if (atomic.load<i32>(PASSED << 2) !== passed) return true;
    wait(PASSED << 2, passed);
    const now = takenTiles(rangeCount(threads)) + atomic.load<i32>(ARRIVED << 2);
    idle = now === progress ? idle + 1 : 0;
    progress = now;
  }
  atomic.store<i32>(FAILURE << 2, 1);
  return false;
}
