import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import type { DesktopEvent } from '../shared/desktop.ts';
import { desktopChannels } from '../shared/desktop.ts';
import { PAGE_ORIGIN } from './pageProtocol.ts';

/** Opens a window of the app. It is shown when there is something to see, so that it never flashes white. */
export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Signalbox',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#131519' : '#f4f5f7',
    webPreferences: {
      preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      disableBlinkFeatures: 'Auxclick',
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${PAGE_ORIGIN}/`);
  return window;
}

/** Brings a window to the front, for a second start of the program. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** Tells a window's page something; one that does not listen yet misses nothing, since `ready` asks for it. */
export function tellPage(window: BrowserWindow, event: DesktopEvent): void {
  window.webContents.send(desktopChannels.event, event);
}
