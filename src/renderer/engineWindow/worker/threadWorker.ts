import { runThread, type ThreadMessage } from '../../../engine/devices/cpu/thread.ts';
import { WORKER_READY } from './messages.ts';

// A thread of the CPU device: started by webPlatform.ts with a ThreadMessage, which it works on until it is ended.
addEventListener('message', ({ data }: MessageEvent<ThreadMessage>) => {
  runThread(data, () => postMessage(WORKER_READY));
});
