import { expect, test } from 'vitest';
import type { Api } from '../../preload/api.ts';
import type { AppEvent } from '../../shared/api/contract.ts';
import { ProblemError } from '../../shared/problem.ts';
import { connectBridge } from './connectBridge.ts';

function fakeBridge(host: Record<string, (argument: unknown) => Promise<unknown>>) {
  let tell: (event: AppEvent) => void = () => {};
  let show: (state: { state: 'connected' | 'lost'; sentence: string | null }) => void = () => {};
  const bridge = {
    host,
    onHostEvent: (listener: typeof tell) => {
      tell = listener;
    },
    onHostState: (listener: typeof show) => {
      show = listener;
    },
  } as unknown as Api;
  return {
    bridge,
    tell: (event: AppEvent) => tell(event),
    show: (state: Parameters<typeof show>[0]) => show(state),
  };
}

test('a call gives the value, and a fault arrives as the same problem', async () => {
  const problem = { code: 'no-run', message: 'there is no run folder a', file: 'a' };
  const { bridge } = fakeBridge({
    gtsrb: async (argument) => ({ value: { got: argument } }),
    deleteRun: async () => ({ problem }),
    devices: async () => ({ error: 'TypeError: x' }),
  });
  const { call } = connectBridge(bridge);
  expect(await call.gtsrb({})).toEqual({ got: {} });
  await expect(call.deleteRun({ id: 'a' })).rejects.toEqual(new ProblemError(problem));
  await expect(call.devices({})).rejects.toThrow('TypeError: x');
});

test('what the host tells reaches who follows, until they stop', () => {
  const { bridge, tell } = fakeBridge({});
  const client = connectBridge(bridge);
  const heard: AppEvent[] = [];
  const stop = client.onEvent((event) => heard.push(event));
  tell({ kind: 'runs' });
  stop();
  tell({ kind: 'runs' });
  expect(heard).toEqual([{ kind: 'runs' }]);
});

test('the state of the line is the page’s', () => {
  const { bridge, show } = fakeBridge({});
  const { connection } = connectBridge(bridge);
  show({ state: 'lost', sentence: 'The host is gone.' });
  expect(connection.getState()).toEqual({ state: 'lost', sentence: 'The host is gone.' });
});
