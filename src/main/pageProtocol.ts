import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { contentType } from '../shared/contentType.ts';
import { kernelFile } from '../shared/kernelFiles.ts';
import { pageHeaders } from '../shared/pagePolicy.ts';
import { pageFile } from './pageFile.ts';

/** Where the page lives: `app://signalbox/`. A scheme of its own gives it an origin, which file: does not. */
export const PAGE_ORIGIN = 'app://signalbox';

/** Sent with every file. */
const HEADERS = pageHeaders({ own: PAGE_ORIGIN });

/** Makes `app:` a scheme like https. Electron takes this only before it is ready. */
export function registerPageScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
}

/** Serves the files of `folder`, the kernels in `kernels`, and nothing else, under `PAGE_ORIGIN`. */
export function servePage(folder: string, kernels: string): void {
  protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url);
    const kernel = kernelFile(pathname);
    const [from, path] = kernel === undefined ? [folder, pathname] : [kernels, `/${kernel}`];
    const file = host === 'signalbox' ? pageFile(from, path, realpathSync) : undefined;
    if (file === undefined) return new Response('Not found', { status: 404, headers: HEADERS });
    const headers = { ...HEADERS, 'Content-Type': contentType(file) };
    return new Response(new Uint8Array(await readFile(file)), { headers });
  });
}
