import { serveEngine } from '../../../engine/serve.ts';
import { type WebMessagePort, webMessagePort } from '../../../shared/messagePort.ts';
import { type ToEngineWorker, WORKER_READY } from './messages.ts';
import { createWebPlatform } from './webPlatform.ts';

// The engine inside the hidden window: in a worker of its page, so that it may wait for threads and for the GPU.
const { platform, noteMemory } = createWebPlatform(self);

addEventListener('message', ({ data, ports: [port] }: MessageEvent<ToEngineWorker>) => {
  if (data.kind === 'memory') noteMemory(data.bytes);
  else serve(port);
});
postMessage(WORKER_READY);

function serve(port: MessagePort): void {
  const fail = serveEngine(webMessagePort(port as WebMessagePort, 'the host is gone'), platform);
  // A process would end by these.
  addEventListener('error', ({ message }) => fail(`it failed (${message})`));
  addEventListener('unhandledrejection', ({ reason }) => fail(`it failed (${String(reason)})`));
}
