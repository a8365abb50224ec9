import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installFromDebian } from './debian.mjs';

/** Names that Chromium goes by, and places off the path where it is installed. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'msedge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * The path of a Chromium on this machine: the one CHROMIUM names, else the first that is found; else undefined.
 * @param {Readonly<Record<string, string | undefined>>} environment as process.env
 * @param {(path: string) => boolean} [canRun]
 * @returns {string | undefined}
 */
export function findChromium(environment, canRun = isExecutable) {
  const given = environment.CHROMIUM;
  if (given !== undefined && given !== '') return canRun(given) ? given : undefined;
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const named = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...named, ...PLACES].find(canRun);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A Chromium for the tests: the end-to-end ones run in it, those on WebGPU on its SwiftShader. Where none is found on a Debian and this runs as root, installs Debian's,
 * saying so.
 * @param {(line: string) => void} say
 * @returns {{ path: string } | { missing: string }}
 */
export function ensureChromium(say) {
  const found = findChromium(process.env);
  if (found !== undefined) return { path: found };
  const fault = installFromDebian(['chromium'], 'a Chromium for the tests', say);
  if (fault !== undefined) return { missing: `no Chromium is found (CHROMIUM may name one), and ${fault}` };
  const installed = findChromium(process.env);
  return installed === undefined
    ? { missing: 'apt-get installed no Chromium that can be found' }
    : { path: installed };
}
