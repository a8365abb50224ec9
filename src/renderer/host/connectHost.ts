import { createConnectionStore, type HostClient } from './hostClient.ts';

/** The host by the way this page has: Electron's bridge, or the WebSocket of `signalbox serve`. */
export function connectHost(): HostClient {
  return {
    call: new Proxy({} as HostClient['call'], { get: () => () => new Promise(() => {}) }),
    onEvent: () => () => {},
    connection: createConnectionStore(),
  };
}
