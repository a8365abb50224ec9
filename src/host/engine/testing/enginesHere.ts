import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Platform } from '../../../engine/platform.ts';
import { serveEngine } from '../../../engine/serve.ts';
import type { Port } from '../../../shared/port.ts';
import { forkEngine, setEngineLauncher } from '../launchEngine.ts';
import { createBuiltPlatform } from '../nodePlatform.ts';

/** Has engines run in this process until what is returned is called; their platform is Node's but for `other`. */
export function runEnginesHere(other: Partial<Platform> = {}): () => void {
  setEngineLauncher(() => {
    const { port1, port2 } = new MessageChannel();
    // Its threads would outlive it: only a process ends all that it started.
    serveEngine(portOf(port2), { ...createBuiltPlatform(), processors: 1, ...other });
    return { port: portOf(port1), runtime: 'this process' };
  });
  return () => setEngineLauncher(forkEngine);
}

function portOf(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', () => listener('it was closed')),
    close: () => port.close(),
  };
}
