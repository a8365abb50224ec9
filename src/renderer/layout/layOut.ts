import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js';
import { startElkWorker } from './elkWorker.ts';

/**
 * Lays a graph out in a worker. Rejects with the signal's reason where it is given up, and with an Error where the
 * worker fails; the page stays free either way.
 */
export function layOut(graph: ElkNode, signal: AbortSignal): Promise<ElkNode> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = startElkWorker();
    const finish = (settle: () => void) => {
      worker.terminate();
      settle();
    };
    signal.addEventListener('abort', () => finish(() => reject(signal.reason)), { once: true });
    worker.onerror = ({ message }) => finish(() => reject(new Error(message || 'the worker did not start')));
    new ELK({ workerFactory: () => worker }).layout(graph).then(
      (laid) => finish(() => resolve(laid)),
      (error: unknown) => finish(() => reject(error)),
    );
  });
}
