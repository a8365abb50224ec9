import type { Port } from '../../shared/port.ts';

/** As much of Electron's MessagePortMain as is used; the host does not know Electron. */
export interface ElectronMessagePort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/**
 * A line over one of Electron's ports, which loses messages with transferred buffers (electron/electron#34905):
 * everything goes by copy.
 *
 * @param reason what its end means, for people
 */
export function electronPort(port: ElectronMessagePort, reason: string): Port {
  let closed = false;
  const listeners: ((reason: string) => void)[] = [];
  port.on('close', () => {
    closed = true;
    for (const listener of listeners.splice(0)) listener(reason);
  });
  return {
    post: (message) => {
      if (!closed) port.postMessage(message);
    },
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data));
      port.start();
    },
    onClose: (listener) => (closed ? listener(reason) : void listeners.push(listener)),
    close: () => port.close(),
  };
}
