import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Milliseconds between two lines of progress. */
const PROGRESS_EVERY = 200;

/**
 * Fetches Electron's runtime as Electron's own installer does, with its checksums, but with progress from the first
 * second on; then its installer finds the archive in its cache and unpacks it.
 * @param {string} root the folder that holds node_modules
 * @param {(text: string) => void} show a line that the next one replaces; '' takes it away
 * @returns {Promise<string | undefined>} why it did not work out, in a few words
 */
export async function fetchElectron(root, show) {
  const folder = join(root, 'node_modules', 'electron');
  try {
    await download(folder, show);
    show('unpacking ...');
    const install = spawnSync(process.execPath, [join(folder, 'install.js')], { encoding: 'utf8' });
    if (install.status === 0) return undefined;
    return firstLine(
      install.error?.message || install.stderr || `install.js ended with code ${install.status}`,
    );
  } catch (error) {
    return firstLine(describe(error));
  } finally {
    show('');
  }
}

/**
 * @param {string} folder of the package
 * @param {(text: string) => void} show
 */
async function download(folder, show) {
  const require = createRequire(join(folder, 'package.json'));
  const { downloadArtifact } = await import(pathToFileURL(require.resolve('@electron/get')).href);
  let shown = Number.NEGATIVE_INFINITY;
  await downloadArtifact({
    version: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version,
    artifactName: 'electron',
    checksums: JSON.parse(readFileSync(join(folder, 'checksums.json'), 'utf8')),
    platform: process.platform,
    arch: process.arch,
    downloadOptions: {
      quiet: true,
      /** @param {{ transferred: number, total: number | null, percent: number }} progress */
      getProgressCallback: async ({ transferred, total, percent }) => {
        if (performance.now() - shown < PROGRESS_EVERY) return;
        shown = performance.now();
        const of = total ? ` of ${megabytes(total)} (${Math.floor(percent * 100)} %)` : '';
        show(`${megabytes(transferred)}${of}`);
      },
    },
  });
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

/**
 * What is wrong is often said by the cause alone: the error itself says "fetch failed".
 * @param {unknown} error
 * @returns {string}
 */
function describe(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${describe(error.cause)}` : error.message;
}

/** @param {string} text */
function firstLine(text) {
  return text.trim().split('\n')[0].replace(/\.$/, '');
}
