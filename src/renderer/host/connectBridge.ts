import type { Api } from '../../preload/api.ts';
import type { Answered } from '../../shared/answer.ts';
import { fromAnswer } from '../../shared/answer.ts';
import type { AppEvent, HostApi } from '../../shared/api/contract.ts';
import { createConnectionStore, type HostClient } from './hostClient.ts';

/** The host over Electron's bridge, whose calls answer with data since errors do not cross it whole. */
export function connectBridge(bridge: Api): HostClient {
  const connection = createConnectionStore();
  const listeners = new Set<(event: AppEvent) => void>();
  bridge.onHostState((state) => connection.setState(state));
  bridge.onHostEvent((event) => {
    for (const listener of listeners) listener(event);
  });
  return {
    call: throwing<HostApi>(bridge.host),
    connection,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The same calls, faults thrown. */
export function throwing<T>(calls: Readonly<Record<string, (argument: unknown) => Promise<Answered>>>): T {
  return Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [
      name,
      async (argument: unknown) => fromAnswer(await call(argument)),
    ]),
  ) as T;
}
