import { join } from 'node:path';
import { BrowserWindow, type MessagePortMain } from 'electron';
import { desktopChannels } from '../shared/desktop.ts';
import { PAGE_ORIGIN } from './pageProtocol.ts';
import { ENGINE_PAGE } from './sender.ts';

/** Why an engine's window is gone, for the host. */
export interface EngineWindowGone {
  readonly code: 'out-of-memory' | 'crashed' | 'not-loaded' | 'closed';
  /** Reads on after "is gone: ". */
  readonly sentence: string;
}

/**
 * Opens a window that nobody sees, whose page runs an engine on the GPU, and hands it one end of a line. It is never
 * slowed down in the background. `gone` is called once, where the window is destroyed too.
 */
export function openEngineWindow(
  port: MessagePortMain,
  gone: (how: EngineWindowGone) => void,
): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    skipTaskbar: true,
    webPreferences: {
      preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      disableBlinkFeatures: 'Auxclick',
      backgroundThrottling: false,
    },
  });
  let told = false;
  const tell = (how: EngineWindowGone) => {
    if (!told) gone(how);
    told = true;
  };
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    tell(
      reason === 'oom'
        ? { code: 'out-of-memory', sentence: 'its window ran out of memory' }
        : { code: 'crashed', sentence: `its window ended unasked (${reason})` },
    );
    window.destroy();
  });
  window.once('closed', () => tell({ code: 'closed', sentence: 'its window was closed' }));
  window.webContents.once('did-finish-load', () => {
    window.webContents.postMessage(desktopChannels.enginePort, null, [port]);
  });
  window.loadURL(`${PAGE_ORIGIN}${ENGINE_PAGE}`).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    tell({ code: 'not-loaded', sentence: `the page of its window could not be loaded (${why})` });
    if (!window.isDestroyed()) window.destroy();
  });
  return window;
}
