import type { Port } from './port.ts';

/** As much of the web's MessagePort as is used; this layer knows no DOM. */
export interface WebMessagePort {
  postMessage(message: unknown): void;
  addEventListener(name: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(name: 'close', listener: () => void): void;
  start(): void;
  close(): void;
}

/**
 * A page's end of a message channel as a Port. Nothing is transferred over it.
 *
 * @param reason what its end means, for people
 */
export function webMessagePort(port: WebMessagePort, reason: string): Port {
  const listeners: ((reason: string) => void)[] = [];
  port.addEventListener('close', () => {
    for (const listener of listeners.splice(0)) listener(reason);
  });
  port.start();
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.addEventListener('message', ({ data }) => listener(data)),
    onClose: (listener) => void listeners.push(listener),
    close: () => port.close(),
  };
}
