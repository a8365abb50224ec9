import { ipcRenderer } from 'electron';
import type { Answered } from '../shared/answer.ts';
import {
  callChannel,
  type DesktopCall,
  type DesktopEvent,
  desktopCalls,
  desktopChannels,
} from '../shared/desktop.ts';
import type { HostLine } from './hostLine.ts';

declare const SIGNALBOX_VERSION: string;

/** What the page may ask of the program around it: these methods and nothing else. */
export function createApi(line: HostLine) {
  const names = Object.keys(desktopCalls) as DesktopCall[];
  return {
    /** The version of this program, as in package.json. */
    version: (): string => SIGNALBOX_VERSION,
    /** The host's calls, by name. */
    host: line.calls,
    /** The window's calls, by name. */
    desktop: Object.fromEntries(
      names.map((name) => [
        name,
        (argument: unknown): Promise<Answered> => ipcRenderer.invoke(callChannel(name), argument),
      ]),
    ) as { readonly [K in DesktopCall]: (argument: unknown) => Promise<Answered> },
    /** Follows what the host tells. */
    onHostEvent: line.onEvent,
    /** Follows whether the host can be heard. */
    onHostState: line.onState,
    /** Follows what the window tells, and says that the page listens. */
    onDesktopEvent: (listener: (event: DesktopEvent) => void): void => {
      // The event itself stays here: it would give the page Electron's own objects.
      ipcRenderer.on(desktopChannels.event, (_event, message: DesktopEvent) => listener(message));
      ipcRenderer.send(desktopChannels.ready);
    },
  };
}

/** The page sees the methods as `window.signalbox`. */
export type Api = ReturnType<typeof createApi>;
