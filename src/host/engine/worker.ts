import { parentPort, workerData } from 'node:worker_threads';
import { runThread, type ThreadMessage } from '../../engine/devices/cpu/thread.ts';
import { THREAD_READY } from './nodeThread.ts';

// A thread of the CPU device: started by nodeThread.ts with a ThreadMessage.
runThread(workerData as ThreadMessage, () => parentPort?.postMessage(THREAD_READY));
