import type { Thread } from '../../../engine/platform.ts';
import { WORKER_READY } from './messages.ts';

/** As much of a Worker as is used. */
export interface ThreadWorker {
  postMessage(message: unknown): void;
  addEventListener(name: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(name: 'error', listener: (event: WorkerFault) => void): void;
  terminate(): void;
}

interface WorkerFault {
  readonly message?: string;
  preventDefault(): void;
}

/** Makes a thread of the engine of a page's worker that runs threadWorker.ts. */
export function startWebThread(worker: ThreadWorker, message: unknown): Thread {
  const listeners: ((reason: string) => void)[] = [];
  let failure: string | null = null;
  const ready = new Promise<void>((resolve, reject) => {
    worker.addEventListener('message', ({ data }) => {
      if (data === WORKER_READY) resolve();
    });
    worker.addEventListener('error', (event) => {
      // Told here, it need not reach the engine's own worker as a fault that nobody saw to.
      event.preventDefault();
      if (failure !== null) return;
      const reason = event.message || 'its file could not be loaded';
      failure = reason;
      reject(new Error(`a thread of the engine could not start: ${reason}`));
      for (const listener of listeners) listener(reason);
    });
  });
  // Whoever listens for failures hears of it there; a start that nobody waits for is no fault of its own.
  ready.catch(() => {});
  worker.postMessage(message);
  return {
    ready,
    onFailure(listener) {
      if (failure === null) listeners.push(listener);
      else listener(failure);
    },
    terminate: () => worker.terminate(),
  };
}
