import { defineConfig } from '@playwright/test';
import { findChromium } from './tools/chromium.mjs';

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
    launchOptions: {
      executablePath: findChromium(process.env),
      // A container's root cannot have Chromium's sandbox; the pages are our own.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
