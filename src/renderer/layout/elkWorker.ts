import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import { createWorkerAddress } from '../../shared/workerAddress.ts';

const address = createWorkerAddress(workerUrl);

/** Starts ELK in a worker of its own, from a file of its own. */
export function startElkWorker(): Worker {
  return new Worker(address(), { name: 'layout' });
}
