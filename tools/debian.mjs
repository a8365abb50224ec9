import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Why Debian's packages cannot be installed here, or undefined where they can.
 * @param {{ platform: string, user: number | undefined, hasApt: boolean }} machine
 * @returns {string | undefined}
 */
export function whyNotInstall({ platform, user, hasApt }) {
  if (platform !== 'linux' || !hasApt) return 'this is no Debian';
  return user === 0 ? undefined : 'only root may install it';
}

/**
 * Installs packages of Debian by apt-get, saying so.
 * @param {readonly string[]} packages
 * @param {string} what for people: what is missing
 * @param {(line: string) => void} say
 * @returns {string | undefined} why that cannot be or failed
 */
export function installFromDebian(packages, what, say) {
  const reason = whyNotInstall({
    platform: process.platform,
    user: process.getuid?.(),
    hasApt: existsSync('/usr/bin/apt-get'),
  });
  if (reason !== undefined) return reason;
  say(
    `${what[0].toUpperCase()}${what.slice(1)} is missing: installing ${packages.join(' and ')} by apt-get.`,
  );
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { status } = spawnSync('apt-get', ['-q', ...args], { stdio: 'inherit', env: environment });
    if (status !== 0) return `apt-get ${args[0]} failed`;
  }
  return undefined;
}

/**
 * Whether PATH has a program.
 * @param {string} name
 */
export function inPath(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => folder !== '' && existsSync(join(folder, name)));
}
