import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** No build takes this long: a lock older than this belongs to another process that got the same number. */
const FORGOTTEN_AFTER = 10 * 60 * 1000;

/**
 * Waits until no other process builds, then keeps others from it until the returned function is called. A lock
 * whose process has died is taken over. Where two take over the same dead lock in the same instant both go on:
 * that costs time only, since each builds in a folder of its own.
 * @param {string} path of the lock file; it holds the number of the process
 * @param {(line: string) => void} say told once where there is something to wait for
 * @returns {Promise<() => void>}
 */
export async function takeBuildLock(path, say) {
  let told = false;
  for (;;) {
    try {
      writeFileSync(path, `${process.pid}\n`, { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    if (isAbandoned(path)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!told) say('Waiting for another build of this folder ...');
    told = true;
    await wait(50);
  }
}

/** @param {string} path */
function isAbandoned(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  const age = Date.now() - found.mtimeMs;
  const owner = Number.parseInt(readFileSync(path, 'utf8'), 10);
  // An empty file: its writer is between creating and writing, or was killed there.
  if (!Number.isInteger(owner)) return age > 1000;
  return age > FORGOTTEN_AFTER || !isAlive(owner);
}

/** @param {number} processId */
function isAlive(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
