import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isBuilt, STAMP } from './built.js';

/**
 * Builds `out/` where it is missing or older than its sources. Says so in one line; standard output stays
 * untouched, since a command's own output goes there.
 * @param {string} root the folder of the checkout
 * @param {(line: string) => void} say where the one line goes
 * @returns {{ code: number, message: string } | undefined} the exit code and the sentence where it failed
 */
export function ensureBuilt(root, say) {
  if (isBuilt(root)) return undefined;
  if (!existsSync(join(root, 'node_modules', 'electron-vite', 'package.json'))) {
    return {
      code: 1,
      message: `Signalbox is not built and its build tools are missing: run "npm ci" in ${root}.`,
    };
  }
  say(
    existsSync(join(root, 'out', STAMP))
      ? 'Building Signalbox again, its sources have changed ...'
      : 'Building Signalbox ...',
  );
  const build = spawnSync(process.execPath, [join(root, 'tools', 'build.mjs'), '--quiet'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (build.status === 0) return undefined;
  const output = `${build.stdout ?? ''}${build.stderr ?? ''}${build.error?.message ?? ''}`.trim();
  return { code: 70, message: `${output}\nBuilding Signalbox failed; the lines above say where.` };
}
