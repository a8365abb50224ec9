import { Worker } from 'node:worker_threads';
import type { Thread } from '../../engine/platform.ts';

/** What a worker posts once it waits for work. */
export const THREAD_READY = 'ready';

/** Starts a worker of Node as a thread of the engine; it keeps no process alive once it is ready. */
export function startNodeThread(worker: URL, message: unknown): Thread {
  const thread = new Worker(worker, { workerData: message, execArgv: [] });
  const listeners: ((reason: string) => void)[] = [];
  let failure: string | null = null;
  let terminated = false;
  const ready = new Promise<void>((resolve, reject) => {
    const fail = (reason: string) => {
      if (terminated || failure !== null) return;
      failure = reason;
      reject(new Error(`a thread of the engine could not start: ${reason}`));
      for (const listener of listeners) listener(reason);
    };
    thread.once('message', () => {
      thread.unref();
      resolve();
    });
    thread.once('error', (error) => fail(error instanceof Error ? error.message : String(error)));
    thread.once('exit', (code) => fail(`it ended with code ${code}`));
  });
  // Whoever listens for failures hears of it there; a start that nobody waits for is no fault of its own.
  ready.catch(() => {});
  return {
    ready,
    onFailure(listener) {
      if (failure === null) listeners.push(listener);
      else listener(failure);
    },
    terminate() {
      terminated = true;
      void thread.terminate();
    },
  };
}
