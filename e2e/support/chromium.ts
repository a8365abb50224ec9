import { findChromium } from '../../tools/chromium.mjs';

/** How the tests start Chromium, with further arguments where a test needs them. */
export function launchOptions(...args: readonly string[]) {
  // A container's root cannot have Chromium's sandbox; the pages are our own.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { executablePath: findChromium(process.env), args: [...sandbox, ...args] };
}
