import { MessageChannelMain, type MessagePortMain } from 'electron';
import type { EnginePlace, FromDesktopHost, ToDesktopHost } from '../shared/desktopHost.ts';
import { openEngineWindow } from './engineWindow.ts';
import { startUtility, type Utility } from './utility.ts';

/** The engines that the main process runs for one host. */
export interface Engines {
  /** Starts one and hands the host a line to it; its end is told to the host, with the reason. */
  start(wanted: Extract<FromDesktopHost, { kind: 'wants-engine' }>): void;
  end(id: number): void;
  endAll(): void;
}

/** Keeps account of a host's engines, wherever each of them runs. */
export function createEngines(host: Pick<Utility<ToDesktopHost, FromDesktopHost>, 'post'>): Engines {
  /** How each is ended. */
  const running = new Map<number, () => void>();
  return {
    start: ({ id, place }) => {
      const { port1, port2 } = new MessageChannelMain();
      const gone = (reason: string) => {
        running.delete(id);
        host.post({ kind: 'engine-gone', id, reason });
      };
      running.set(id, starters[place](port1, gone));
      host.post({ kind: 'engine', id }, [port2]);
    },
    end: (id) => running.get(id)?.(),
    endAll: () => {
      for (const end of running.values()) end();
    },
  };
}

type Starter = (port: MessagePortMain, gone: (reason: string) => void) => () => void;

/** How an engine is started in each place; the answer ends it. */
const starters: Readonly<Record<EnginePlace, Starter>> = {
  process: (port, gone) => {
    const engine = startUtility('engine.js', 'Signalbox engine', gone);
    engine.post(null, [port]);
    return engine.end;
  },
  window: (port, gone) => {
    const window = openEngineWindow(port, ({ sentence }) => gone(sentence));
    return () => window.destroy();
  },
};
