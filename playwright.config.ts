import { defineConfig } from '@playwright/test';
import { launchOptions } from './e2e/support/chromium.ts';

// The end-to-end tests: the whole app in a real Chromium against `signalbox serve`. `npm test` runs them.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'out/e2e',
  // Two at once train on the same cores; a test waits for what a person would see, never for a time.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: launchOptions(),
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
