// How much of the machine other programs take while something is measured.
import { cpus } from 'node:os';
import { processorTime } from './processorTime.mjs';

/** What is measured while other programs keep more than this share of one core busy is noisy. */
export const LARGEST_OTHERS = 0.1;

/**
 * Watches from now on; answers with what tells the cores that other programs kept busy since. 0 where that cannot be told.
 * @param {() => number} ownBusy milliseconds that processes of ours have computed beside the runs
 */
export function watchOthers(ownBusy = () => 0) {
  if (process.platform !== 'linux') return () => 0;
  const foreign = () => {
    const all = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
    return all - processorTime('self').children - ownBusy();
  };
  const started = performance.now();
  const before = foreign();
  return () => Math.max(0, foreign() - before) / (performance.now() - started);
}
