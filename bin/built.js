import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What `out/` is made of, besides the lists of each package's own version. */
const SOURCES = [
  'src',
  'tools/build.mjs',
  'tools/build-kernels.mjs',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'tsconfig.renderer.json',
  'package.json',
  'package-lock.json',
];

/** The file, inside `out/`, that says from which state of the sources the rest was built. It is written last. */
export const STAMP = 'built.json';

/**
 * A short text that changes when any of the sources is edited, added or removed: a hash over path, size and
 * time of change of each. Tests are not sources. Contents are not read, so that it costs a few milliseconds.
 * @param {string} root the folder of the checkout
 * @param {readonly string[]} [sources] files and folders, relative to the root
 * @returns {string}
 */
export function sourceFingerprint(root, sources = SOURCES) {
  const hash = createHash('sha256');
  for (const source of sources) addToHash(hash, root, source);
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} root
 * @param {string} path
 */
function addToHash(hash, root, path) {
  if (/\.test\.tsx?$/.test(path)) return;
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (found === undefined) {
    hash.update(`${path}\0absent\n`);
  } else if (found.isDirectory()) {
    for (const name of readdirSync(join(root, path)).sort()) addToHash(hash, root, `${path}/${name}`);
  } else {
    hash.update(`${path}\0${found.size}\0${found.mtimeMs}\n`);
  }
}

/**
 * Whether `out/` is there and was built from the sources as they are now. Where there are no sources (a packed
 * program) what is built is always good.
 * @param {string} root the folder of the checkout
 * @param {string} [fingerprint] of the sources, where the caller has it already
 * @returns {boolean}
 */
export function isBuilt(root, fingerprint) {
  if (statSync(join(root, 'src'), { throwIfNoEntry: false }) === undefined) return true;
  return readStamp(join(root, 'out', STAMP)) === (fingerprint ?? sourceFingerprint(root));
}

/**
 * The fingerprint in a stamp file; undefined where there is none or it is damaged.
 * @param {string} path
 * @returns {string | undefined}
 */
export function readStamp(path) {
  try {
    const stamp = JSON.parse(readFileSync(path, 'utf8'));
    return typeof stamp?.sources === 'string' ? stamp.sources : undefined;
  } catch {
    return undefined;
  }
}
