import { expect, onTestFinished, test } from 'vitest';
import { createChunkedPort } from '../../shared/chunkedPort.ts';
import { type WebMessagePort, webMessagePort } from '../../shared/messagePort.ts';
import { connect } from '../../shared/rpc.ts';
import { type EngineWorker, runEngine } from './runEngine.ts';
import { WORKER_READY } from './worker/messages.ts';

/** A page with a worker that does what the test says, and the host at the other end of its line. */
function stage() {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port2.close());
  const posted: [unknown, readonly unknown[]][] = [];
  const listeners = { message: (_: { data: unknown }) => {}, error: (_: { message?: string }) => {} };
  const worker: EngineWorker<WebMessagePort> = {
    postMessage: (message, ports) => void posted.push([message, ports]),
    addEventListener: (name: 'message' | 'error', listener: never) => {
      listeners[name] = listener;
    },
  };
  const samples: ((bytes: number) => void)[] = [];
  const port = port1 as unknown as WebMessagePort;
  runEngine(port, worker, (tell) => void samples.push(tell));
  const told = new Promise<string>((resolve) => {
    const line = webMessagePort(port2 as unknown as WebMessagePort, 'the page is gone');
    connect(createChunkedPort(line), { failed: (reason: string) => resolve(reason) });
  });
  return { posted, listeners, samples, port, told };
}

test('the line goes to the worker once that listens, and from then on how much memory is held', () => {
  const { posted, listeners, samples, port } = stage();
  expect(posted).toEqual([]);
  listeners.message({ data: WORKER_READY });
  listeners.message({ data: WORKER_READY });
  samples[0](12_345);
  expect(posted).toEqual([
    [{ kind: 'host' }, [port]],
    [{ kind: 'memory', bytes: 12_345 }, []],
  ]);
});

test('of a worker that does not start the host is told why', async () => {
  const { posted, listeners, told } = stage();
  listeners.error({ message: 'SyntaxError: unexpected token' });
  expect(await told).toBe('its worker did not start (SyntaxError: unexpected token)');
  listeners.message({ data: WORKER_READY });
  expect(posted).toEqual([]);
});

test('a file that cannot be loaded gives no message', async () => {
  const { listeners, told } = stage();
  listeners.error({});
  expect(await told).toBe('its worker did not start');
});
