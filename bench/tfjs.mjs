// The TensorFlow that `signalbox setup tensorflow` made, loaded through its package for Node, without Signalbox.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import util from 'node:util';

const PACKAGE = '@tensorflow/tfjs-node-gpu';

/**
 * @typedef {{ addon: string, packageFolder: string, package: string }} Installation
 * @typedef {{ installation: Installation } | { missing: string }} Found
 */

/** What to load, or in one sentence why there is nothing. @returns {Found} */
export function findTensorFlow() {
  const folder = process.env.SIGNALBOX_TENSORFLOW || join(home(), 'tensorflow');
  const manifest = join(folder, 'installation.json');
  if (!existsSync(manifest)) {
    return { missing: `TensorFlow is not set up in ${folder}: run \`signalbox setup tensorflow\`` };
  }
  const packageFolder = findPackage();
  if (packageFolder === null) {
    return { missing: `the optional package ${PACKAGE} is missing: run \`npm install --include=optional\`` };
  }
  const said = JSON.parse(readFileSync(manifest, 'utf8'));
  const addon = join(folder, said.addon);
  if (!existsSync(addon)) {
    return { missing: `TensorFlow's addon ${addon} has gone: run \`signalbox setup tensorflow\` again` };
  }
  return { installation: { addon, packageFolder, package: said.package } };
}

/** Signalbox's own folder, as src/host/app/homeFolder.ts finds it. */
function home() {
  const { SIGNALBOX_HOME, APPDATA, XDG_DATA_HOME } = process.env;
  if (SIGNALBOX_HOME) return SIGNALBOX_HOME;
  if (process.platform === 'win32')
    return join(APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'signalbox');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'signalbox');
  const base =
    XDG_DATA_HOME && isAbsolute(XDG_DATA_HOME) ? XDG_DATA_HOME : join(homedir(), '.local', 'share');
  return join(base, 'signalbox');
}

function findPackage() {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
  } catch {
    return null;
  }
}

/**
 * The package, its operations spread over so many threads and with the same settings of TensorFlow's as Signalbox's.
 * @param {Installation} installation
 * @param {number} threads
 * @returns {import('./tfjs_types.d.mts').Tfjs}
 */
export function loadTensorFlow({ addon, packageFolder }, threads) {
  const { env } = process;
  env.TF_NUM_INTRAOP_THREADS ??= String(threads);
  env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  if (process.arch === 'x64') env.TF_ENABLE_ONEDNN_OPTS ??= '1';
  env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true';
  // Node 23 took this function out.
  const known = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (util));
  known.isNullOrUndefined ??= (/** @type {unknown} */ value) => value === null || value === undefined;
  const require = createRequire(join(packageFolder, 'package.json'));
  // Who is asked where the addon is.
  const name = require.resolve('@mapbox/node-pre-gyp');
  const finder = { id: name, filename: name, loaded: true, exports: { find: () => addon } };
  require.cache[name] = /** @type {NodeJS.Module} */ (/** @type {unknown} */ (finder));
  return require(packageFolder);
}
