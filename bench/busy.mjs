// Processes that each keep one core busy, to see how what is measured stands them.
import { spawn } from 'node:child_process';
import { processorTime } from './processorTime.mjs';

/** Ends by itself once the process that started it is gone, however that ended. */
const LOOP = 'const { ppid } = process; while (process.ppid === ppid) for (let i = 0; i < 1e8; i++);';

/**
 * Starts so many; they end with this process. Answers with what tells the milliseconds they have computed so far.
 * @param {number} count
 */
export function keepBusy(count) {
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', LOOP], { stdio: 'ignore' }),
  );
  for (const child of children) child.unref();
  process.on('exit', () => {
    for (const child of children) child.kill();
  });
  return () => children.reduce((sum, { pid }) => sum + processorTime(String(pid)).own, 0);
}
