import { expect, test } from 'vitest';
import { WORKER_READY } from './messages.ts';
import { startWebThread, type ThreadWorker } from './webThread.ts';

/** A worker that says and does what the test wants. */
function fakeWorker() {
  const listeners = { message: (_: object) => {}, error: (_: object) => {} };
  const log: unknown[] = [];
  const worker: ThreadWorker = {
    postMessage: (message) => void log.push(message),
    addEventListener: (name: 'message' | 'error', listener: never) => {
      listeners[name] = listener;
    },
    terminate: () => void log.push('terminated'),
  };
  const fail = (message?: string) =>
    listeners.error({ message, preventDefault: () => void log.push('handled') });
  return { worker, log, fail, say: (data: unknown) => listeners.message({ data }) };
}

test('a thread gets its message, is ready once it says so, and can be ended', async () => {
  const { worker, log, say } = fakeWorker();
  const thread = startWebThread(worker, { thread: 1 });
  say(WORKER_READY);
  await thread.ready;
  thread.terminate();
  expect(log).toEqual([{ thread: 1 }, 'terminated']);
});

test('a thread that does not start rejects with the reason, told to whoever listens, and is no fault elsewhere', async () => {
  const { worker, log, fail } = fakeWorker();
  const thread = startWebThread(worker, null);
  fail();
  await expect(thread.ready).rejects.toThrow(
    'a thread of the engine could not start: its file could not be loaded',
  );
  const heard: string[] = [];
  thread.onFailure((reason) => heard.push(reason));
  expect(heard).toEqual(['its file could not be loaded']);
  expect(log).toContain('handled');
});

test('a failure after the start is heard once', async () => {
  const { worker, fail, say } = fakeWorker();
  const thread = startWebThread(worker, null);
  const heard: string[] = [];
  thread.onFailure((reason) => heard.push(reason));
  say(WORKER_READY);
  await thread.ready;
  fail('RuntimeError: unreachable');
  fail('RuntimeError: unreachable');
  expect(heard).toEqual(['RuntimeError: unreachable']);
});
