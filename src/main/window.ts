import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { PAGE_ORIGIN } from './pageProtocol.ts';

/** Opens the app's one window. It is shown when there is something to see, so that it never flashes white. */
export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    title: 'Signalbox',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#17191d' : '#ffffff',
    webPreferences: {
      preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${PAGE_ORIGIN}/`);
  return window;
}

/** Brings the window to the front, for a second start of the program. */
export function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}
