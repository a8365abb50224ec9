import { z } from 'zod';
import './withoutEval.ts';

const title = z.string().min(1).max(200);

/** What the page asks of the window it lives in, when that is Electron's: the name of each call and its argument. */
export const desktopCalls = {
  /** A file by the system's dialog; null where the person thought better of it. */
  chooseFile: z.strictObject({ title, kind: z.enum(['project', 'image', 'any']) }),
  chooseFolder: z.strictObject({ title }),
  /** Where to write a file; the dialog has asked already whether to replace one. */
  chooseSave: z.strictObject({ title, name: z.string().min(1).max(255), extension: z.string().max(20) }),
  /** Shows a file in the system's file manager. */
  showFile: z.strictObject({ path: z.string().min(1).max(4096) }),
  /** What the window's title bar and the taskbar say. */
  describeWindow: z.strictObject({
    title: z.string().max(300),
    /** There are edits that no file has. */
    edited: z.boolean(),
    path: z.string().max(4096).nullable(),
    /** Share of a run that is done, 0 to 1; null where none is under way. */
    progress: z.number().min(0).max(1).nullable(),
  }),
} as const;

export type DesktopCall = keyof typeof desktopCalls;

export interface DesktopResults {
  chooseFile: string | null;
  chooseFolder: string | null;
  chooseSave: string | null;
  showFile: null;
  describeWindow: null;
}

export type DesktopApi = {
  readonly [K in DesktopCall]: (argument: z.input<(typeof desktopCalls)[K]>) => Promise<DesktopResults[K]>;
};

/** What the window tells its page: a menu entry was chosen, a file was opened from outside. */
export type DesktopEvent =
  | { readonly kind: 'command'; readonly id: string }
  | { readonly kind: 'open'; readonly path: string };

/** Names of the channels between the page's preload script and the main process; nothing else is listened to. */
export const desktopChannels = {
  /** Main to preload: an event. */
  event: 'signalbox:event',
  /** Main to preload, with a port: the line to the host. */
  hostPort: 'signalbox:host-port',
  /** Main to preload, with a port: the line to the host from the engine's window. */
  enginePort: 'signalbox:engine-port',
  /** Preload to main: the page listens now. */
  ready: 'signalbox:ready',
} as const;

/** The channel of a call. */
export function callChannel(name: DesktopCall): string {
  return `signalbox:call:${name}`;
}
