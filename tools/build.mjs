// Builds out/: the kernels, then main, preload and renderer. `npm run build`, or bin/signalbox.js by itself.
// One build at a time works on a folder; it is made beside and moved over when it is whole.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuilt, STAMP, sourceFingerprint } from '../bin/built.js';
import { buildKernels } from './build-kernels.mjs';
import { takeBuildLock } from './buildLock.mjs';
import { publish } from './publish.mjs';

/** In out/: the build being made. */
const FRESH = 'building-';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, 'out');
const quiet = process.argv.includes('--quiet');

/** @param {string} line */
function say(line) {
  if (!quiet) console.log(line);
}

async function build() {
  const started = performance.now();
  const fingerprint = sourceFingerprint(root);
  if (isBuilt(root, fingerprint)) {
    say('out/ is up to date.');
    return;
  }
  for (const name of readdirSync(out))
    if (name.startsWith(FRESH)) rmSync(join(out, name), { recursive: true });
  await buildKernels(root, say);
  // Loaded only here: where nothing is to do, nothing of the build tools is read.
  const { build: buildApp } = await import('electron-vite');
  const fresh = join(out, `${FRESH}${process.pid}`);
  try {
    await buildApp({ root, logLevel: quiet ? 'error' : 'warn', build: { outDir: fresh } });
    rmSync(join(out, STAMP), { force: true });
    publish(fresh, out);
    writeFileSync(join(out, STAMP), `${JSON.stringify({ sources: fingerprint })}\n`);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  say(`Built out/ in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

process.chdir(root);
mkdirSync(out, { recursive: true });
const release = await takeBuildLock(join(out, 'build.lock'), say);
try {
  await build();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  release();
}
