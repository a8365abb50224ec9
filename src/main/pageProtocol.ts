import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { contentType, pageFile } from './pageFile.ts';

/** Where the page lives: `app://signalbox/`. A scheme of its own gives it an origin, which file: does not. */
export const PAGE_ORIGIN = 'app://signalbox';

/** Sent with every file: isolated from other origins (which shared memory needs), and only code of our own runs. */
const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** Makes `app:` a scheme like https. Electron takes this only before it is ready. */
export function registerPageScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
}

/** Serves the files of `folder`, and nothing else, under `PAGE_ORIGIN`. */
export function servePage(folder: string): void {
  protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url);
    const file = host === 'signalbox' ? pageFile(folder, pathname, realpathSync) : undefined;
    if (file === undefined) return new Response('Not found', { status: 404, headers: HEADERS });
    const headers = { ...HEADERS, 'Content-Type': contentType(file) };
    return new Response(new Uint8Array(await readFile(file)), { headers });
  });
}
