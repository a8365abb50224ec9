import { type BrowserWindow, MessageChannelMain } from 'electron';
import { desktopChannels } from '../shared/desktop.ts';
import type { FromDesktopHost, ToDesktopHost } from '../shared/desktopHost.ts';
import { createEngines } from './engines.ts';
import { startUtility, type Utility } from './utility.ts';

/** The host's process, for the rest of the main process. */
export interface HostProcess {
  /** Gives a window's page a line to the host; a page that was loaded anew gets a new one. */
  connect(window: BrowserWindow): void;
  grant(path: string): void;
  /** How many runs are under way. */
  runs(): number;
  /** Stops what runs and ends the process. */
  close(): Promise<void>;
}

export interface HostFolders {
  readonly roots: readonly string[];
  readonly homeFolder: string;
  readonly runsFolder: string;
}

/** Most times a host that died is started again within one start of the program. */
const MOST_STARTS = 5;

/**
 * Starts the host in a utility process and its engines beside it, each in a process or a window of its own. A host that dies is started again, and every open
 * page gets a line to the new one; runs it had are at their last checkpoint.
 *
 * @param busy told how many runs are under way, each time that changes
 */
export function startHost(folders: HostFolders, busy: (runs: number) => void): HostProcess {
  const pages = new Set<BrowserWindow>();
  const granted = new Set<string>();
  let starts = 0;
  let runs = 0;
  let closing: (() => void) | null = null;
  let host = start();

  function start(): Utility<ToDesktopHost, FromDesktopHost> {
    starts++;
    const utility = startUtility<ToDesktopHost, FromDesktopHost>('host.js', 'Signalbox host', () => {
      engines.endAll();
      setRuns(0);
      if (closing) return closing();
      if (starts >= MOST_STARTS) return;
      host = start();
      for (const window of pages) connect(window);
    });
    const engines = createEngines(utility);
    utility.onMessage((message) => {
      if (message.kind === 'busy') setRuns(message.runs);
      else if (message.kind === 'closed') utility.end();
      else if (message.kind === 'ends-engine') engines.end(message.id);
      else engines.start(message);
    });
    utility.post({ kind: 'start', ...folders });
    for (const path of granted) utility.post({ kind: 'grant', path });
    return utility;
  }

  function setRuns(count: number): void {
    runs = count;
    busy(count);
  }

  function connect(window: BrowserWindow): void {
    const { port1, port2 } = new MessageChannelMain();
    host.post({ kind: 'page' }, [port1]);
    window.webContents.postMessage(desktopChannels.hostPort, null, [port2]);
  }

  return {
    connect: (window) => {
      if (!pages.has(window)) window.once('closed', () => pages.delete(window));
      pages.add(window);
      connect(window);
    },
    grant: (path) => {
      granted.add(path);
      host.post({ kind: 'grant', path });
    },
    runs: () => runs,
    close: () =>
      new Promise((resolve) => {
        closing = resolve;
        host.post({ kind: 'close' });
      }),
  };
}
