import type { EnginePlace, FromDesktopHost } from '../../shared/desktopHost.ts';
import type { Port } from '../../shared/port.ts';
import { type ElectronMessagePort, electronPort } from './electronPort.ts';

/** Engines that the main process starts for the host, which cannot start one itself inside Electron. */
export interface EngineRequests {
  /** Asks for an engine; what is posted before it has come is sent when it does. Closing the port ends it. */
  request(place: EnginePlace): Port;
  arrived(id: number, port: ElectronMessagePort): void;
  gone(id: number, reason: string): void;
}

interface Requested {
  port: Port | null;
  readonly waiting: unknown[];
  readonly messages: ((message: unknown) => void)[];
  readonly closed: ((reason: string) => void)[];
}

/** Keeps account of the engines asked for by number. */
export function createEngineRequests(post: (message: FromDesktopHost) => void): EngineRequests {
  const requests = new Map<number, Requested>();
  let last = 0;
  return {
    request: (place) => {
      const id = ++last;
      const requested: Requested = { port: null, waiting: [], messages: [], closed: [] };
      requests.set(id, requested);
      post({ kind: 'wants-engine', id, place });
      return {
        post: (message) => {
          if (requested.port) requested.port.post(message);
          else requested.waiting.push(message);
        },
        onMessage: (listener) => void requested.messages.push(listener),
        onClose: (listener) => void requested.closed.push(listener),
        close: () => post({ kind: 'ends-engine', id }),
      };
    },
    arrived: (id, electron) => {
      const requested = requests.get(id);
      if (!requested) return;
      const port = electronPort(electron, 'it is gone');
      requested.port = port;
      port.onMessage((message) => {
        for (const listener of requested.messages) listener(message);
      });
      for (const message of requested.waiting.splice(0)) port.post(message);
    },
    gone: (id, reason) => {
      const requested = requests.get(id);
      requests.delete(id);
      for (const listener of requested?.closed.splice(0) ?? []) listener(reason);
    },
  };
}
