import { app, type BrowserWindow } from 'electron';
import type { DesktopEvent } from '../shared/desktop.ts';
import { askBeforeClosing } from './closing.ts';
import type { HostProcess } from './hostProcess.ts';
import type { DesktopHandlers } from './ipc.ts';
import { openWindow, showWindow, tellPage } from './window.ts';

/** The app's one window, opened again where it was closed. */
export interface AppWindow {
  show(): void;
  /** Tells the page, as soon as it listens. */
  tell(event: DesktopEvent): void;
  /** The page listens: it gets its line to the host and what it was not told yet. */
  ready(window: BrowserWindow): void;
  readonly describeWindow: DesktopHandlers['describeWindow'];
}

/** Who is told what becomes of the app's window. */
export interface AppWindowListener {
  /** A page has this file open now. */
  opened(path: string): void;
  closed(): void;
}

/** Keeps the app's window. */
export function createAppWindow(host: HostProcess, { opened, closed }: AppWindowListener): AppWindow {
  let current: BrowserWindow | null = null;
  let listens = false;
  let shownPath: string | null = null;
  const waiting: DesktopEvent[] = [];

  const open = () => {
    const window = openWindow();
    askBeforeClosing(window, host);
    // A page that is loaded anew listens anew.
    window.webContents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) listens = false;
    });
    window.webContents.on('render-process-gone', () => window.reload());
    window.once('closed', () => {
      current = null;
      listens = false;
      closed();
    });
    return window;
  };

  return {
    show: () => {
      if (current) showWindow(current);
      else current = open();
    },
    tell: (event) => {
      if (current && listens) tellPage(current, event);
      else waiting.push(event);
    },
    ready: (window) => {
      listens = true;
      host.connect(window);
      for (const event of waiting.splice(0)) tellPage(window, event);
    },
    describeWindow: ({ title, edited, path, progress }, window) => {
      window.setTitle(title);
      window.setDocumentEdited(edited);
      window.setProgressBar(progress ?? -1);
      if (process.platform === 'darwin') window.setRepresentedFilename(path ?? '');
      if (path !== null && path !== shownPath) {
        app.addRecentDocument(path);
        opened(path);
      }
      shownPath = path;
      return null;
    },
  };
}
