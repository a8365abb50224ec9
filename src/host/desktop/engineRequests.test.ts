import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { FromDesktopHost } from '../../shared/desktopHost.ts';
import type { ElectronMessagePort } from './electronPort.ts';
import { createEngineRequests } from './engineRequests.ts';

/** Node's port in the shape of Electron's, which wraps what arrives in an event. */
function asElectron(port: import('node:worker_threads').MessagePort): ElectronMessagePort {
  return {
    postMessage: (message) => port.postMessage(message),
    on: (name: string, listener: (event: never) => void) =>
      port.on(name, (data: unknown) => listener({ data } as never)),
    start: () => port.start(),
    close: () => port.close(),
  } as ElectronMessagePort;
}

test('what is posted before the engine has come reaches it in order, and its answers come back', async () => {
  const asked: FromDesktopHost[] = [];
  const requests = createEngineRequests((message) => asked.push(message));
  const port = requests.request('window');
  const heard: unknown[] = [];
  port.post('first');
  port.post('second');
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise<unknown>((resolve) => port.onMessage(resolve));
  port2.on('message', (message) => {
    heard.push(message);
    if (heard.length === 2) port2.postMessage('both');
  });
  requests.arrived(1, asElectron(port1));
  expect(await answered).toBe('both');
  expect(heard).toEqual(['first', 'second']);
  expect(asked).toEqual([{ kind: 'wants-engine', id: 1, place: 'window' }]);
  port1.close();
});

test('closing the line asks the main process to end that engine, and its end is told with the reason', () => {
  const asked: FromDesktopHost[] = [];
  const requests = createEngineRequests((message) => asked.push(message));
  requests.request('process');
  const port = requests.request('process');
  const reasons: string[] = [];
  port.onClose((reason) => reasons.push(reason));
  port.close();
  requests.gone(2, 'it ended with code 3');
  requests.gone(2, 'it ended with code 3');
  expect(asked.at(-1)).toEqual({ kind: 'ends-engine', id: 2 });
  expect(reasons).toEqual(['it ended with code 3']);
});
