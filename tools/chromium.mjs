import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

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
 * Why Debian's Chromium cannot be installed here, or undefined where it can.
 * @param {{ platform: string, user: number | undefined, hasApt: boolean }} machine
 * @returns {string | undefined}
 */
export function whyNotInstall({ platform, user, hasApt }) {
  if (platform !== 'linux' || !hasApt) return 'this is no Debian';
  return user === 0 ? undefined : 'only root may install it';
}

/**
 * A Chromium for the end-to-end tests. Where none is found on a Debian and this runs as root, installs Debian's,
 * saying so.
 * @param {(line: string) => void} say
 * @returns {{ path: string } | { missing: string }}
 */
export function ensureChromium(say) {
  const found = findChromium(process.env);
  if (found !== undefined) return { path: found };
  const reason = whyNotInstall({
    platform: process.platform,
    user: process.getuid?.(),
    hasApt: existsSync('/usr/bin/apt-get'),
  });
  if (reason !== undefined) return { missing: `no Chromium is found (CHROMIUM may name one), and ${reason}` };
  say("No Chromium is found: installing Debian's by apt-get, which the end-to-end tests run in.");
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const { status } = spawnSync('apt-get', ['-q', ...args], { stdio: 'inherit', env: environment });
    if (status !== 0) return { missing: `no Chromium is found, and apt-get ${args[0]} failed` };
  }
  const installed = findChromium(process.env);
  return installed === undefined
    ? { missing: 'apt-get installed no Chromium that can be found' }
    : { path: installed };
}
