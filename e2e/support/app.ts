import { test as base, expect, type Page } from '@playwright/test';
import { type ServedApp, serveApp } from './server.ts';

/** A server of its own for each test, and what any page of it must never do. */
export const test = base.extend<{
  tourSeen: boolean;
  environment: NodeJS.ProcessEnv;
  app: ServedApp;
  faults: string[];
}>({
  /** Whether the person knows the app; else the page begins with the tour. */
  tourSeen: [true, { option: true }],
  /** In what the server's environment differs from that of the tests. */
  environment: [{}, { option: true }],
  app: async ({ tourSeen, environment }, use) => {
    const app = await serveApp({ tourSeen, environment });
    await use(app);
    await app.close();
  },
  faults: [
    async ({ context }, use) => {
      const faults: string[] = [];
      context.on('weberror', (error) => faults.push(String(error.error())));
      context.on('console', (message) => {
        // A server that is down for a while is told of by the page itself.
        if (message.type() === 'error' && !message.text().includes('WebSocket')) faults.push(message.text());
      });
      context.on('request', (request) => {
        if (!/^(https?|ws):\/\/127\.0\.0\.1[:/]|^blob:|^data:/.test(request.url()))
          faults.push(request.url());
      });
      await use(faults);
      expect(faults, 'errors, refused by policy or asked of another origin').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens the app and waits until it shows a project. */
export async function openApp(page: Page, app: ServedApp): Promise<void> {
  await page.goto(app.address);
  await expect(page.getByRole('radiogroup', { name: 'Views' })).toBeVisible();
  await expect(page.locator('[data-module]').first()).toBeVisible();
}
