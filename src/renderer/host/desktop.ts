/// <reference path="../window.d.ts" />
import type { DesktopApi, DesktopEvent } from '../../shared/desktop.ts';
import { throwing } from './connectBridge.ts';

/** The window that the page lives in, where that is Electron's; null in a browser. */
export interface Desktop {
  readonly call: DesktopApi;
  /** Follows the window: menu entries, files opened from outside. Called once, by who acts on them. */
  onEvent(listener: (event: DesktopEvent) => void): void;
}

/** Electron's window around this page, or null. */
export function findDesktop(): Desktop | null {
  const bridge = window.signalbox;
  if (bridge === undefined) return null;
  return { call: throwing<DesktopApi>(bridge.desktop), onEvent: bridge.onDesktopEvent };
}
