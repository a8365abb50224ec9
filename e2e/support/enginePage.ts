import type { Page } from '@playwright/test';
import { desktopChannels } from '../../src/shared/desktop.ts';
import type { Port } from '../../src/shared/port.ts';

/** Says what the page posts here; made by `openEnginePage`. */
type Hearing = typeof globalThis & { hearEngine(message: unknown): Promise<void> };

/** What the page keeps of its line. */
type Holding = typeof globalThis & { engineLine: MessagePort };

/**
 * Opens the engine's page as a server has it and hands it one end of a line, as Electron's main process does; the
 * other end is the answer. Closing it closes the page.
 *
 * @param origin of the server, with a slash at its end
 */
export async function openEnginePage(page: Page, origin: string): Promise<Port> {
  const listeners: ((message: unknown) => void)[] = [];
  const closers: ((reason: string) => void)[] = [];
  await page.exposeFunction('hearEngine', (message: unknown) => {
    for (const listener of listeners) listener(message);
  });
  page.once('close', () => {
    for (const closer of closers.splice(0)) closer('its page was closed');
  });
  await page.goto(`${origin}engine.html`);
  await page.evaluate((channel) => {
    const { port1, port2 } = new MessageChannel();
    Object.assign(globalThis, { engineLine: port1 });
    port1.onmessage = ({ data }) => (globalThis as Hearing).hearEngine(data);
    window.postMessage(channel, location.origin, [port2]);
  }, desktopChannels.enginePort);
  return {
    post: (message) => {
      const posted = page.evaluate(
        (data) => (globalThis as unknown as Holding).engineLine.postMessage(data),
        message,
      );
      // A page that is gone says so by its end.
      posted.catch(() => {});
    },
    onMessage: (listener) => void listeners.push(listener),
    onClose: (listener) => void closers.push(listener),
    close: () => void page.close(),
  };
}
