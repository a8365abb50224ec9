// A utility process of the stand-in: a worker thread, since only threads can be handed ports. It has no transferred
// memory either.
import { EventEmitter } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { unwrapped } from './ports.mjs';

const port = new EventEmitter();
/** @type {unknown[]} */
const early = [];
parentPort?.on('message', (raw) => {
  const event = unwrapped(raw);
  // Messages wait for the first listener, as Electron's do.
  if (port.listenerCount('message') === 0) early.push(event);
  else port.emit('message', event);
});
port.on('newListener', (name) => {
  if (name === 'message') queueMicrotask(deliverEarly);
});
function deliverEarly() {
  for (const event of early.splice(0)) port.emit('message', event);
}
Object.assign(process, {
  parentPort: Object.assign(port, {
    postMessage: (/** @type {unknown} */ message) => parentPort?.postMessage(message),
  }),
});
await import(workerData.file);
