import { BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { z } from 'zod';
import { type Answered, asAnswer } from '../shared/answer.ts';
import {
  callChannel,
  type DesktopCall,
  type DesktopResults,
  desktopCalls,
  desktopChannels,
} from '../shared/desktop.ts';
import { fail } from '../shared/problem.ts';
import { isOwnPage } from './sender.ts';

/** Answers the page's calls: each gets a checked argument and the window that asked. */
export type DesktopHandlers = {
  readonly [K in DesktopCall]: (
    argument: z.output<(typeof desktopCalls)[K]>,
    window: BrowserWindow,
  ) => DesktopResults[K] | Promise<DesktopResults[K]>;
};

/**
 * The only place that listens to pages. A message from any but our own page's top frame is refused before its
 * argument is looked at; an argument that is not as its schema says is refused before the handler runs.
 */
export function answerPages(handlers: DesktopHandlers, ready: (window: BrowserWindow) => void): void {
  for (const name of Object.keys(desktopCalls) as DesktopCall[]) {
    ipcMain.handle(callChannel(name), (event, argument: unknown): Promise<Answered> => {
      return asAnswer(() => {
        const window = windowOf(event);
        const parsed = desktopCalls[name].safeParse(argument);
        if (!parsed.success) {
          const [issue] = parsed.error.issues;
          return fail('bad-argument', `${name}: field ${issue.path.join('.')}: ${issue.message}`);
        }
        return (handlers[name] as (argument: unknown, window: BrowserWindow) => unknown)(parsed.data, window);
      });
    });
  }
  ipcMain.on(desktopChannels.ready, (event) => {
    if (isOwnPage(event.senderFrame)) ready(windowOf(event));
  });
}

function windowOf(event: IpcMainEvent | IpcMainInvokeEvent): BrowserWindow {
  const window = isOwnPage(event.senderFrame) ? BrowserWindow.fromWebContents(event.sender) : null;
  return window ?? fail('stranger', 'the message does not come from a page of Signalbox');
}
