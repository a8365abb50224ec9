import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The path of Electron's executable where its runtime is installed in the wanted version, else undefined.
 * Reads the files that Electron's own installer leaves; requiring 'electron' would start a download instead.
 * @param {string} root the folder that holds node_modules
 * @param {Readonly<Record<string, string | undefined>>} environment as `process.env`
 * @returns {string | undefined}
 */
export function electronExecutable(root, environment) {
  const folder = join(root, 'node_modules', 'electron');
  try {
    const name = readFileSync(join(folder, 'path.txt'), 'utf8');
    const override = environment.ELECTRON_OVERRIDE_DIST_PATH;
    if (override === undefined || override === '') {
      const wanted = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
      const installed = readFileSync(join(folder, 'dist', 'version'), 'utf8')
        .trim()
        .replace(/^v/, '');
      if (installed !== wanted) return undefined;
    }
    const executable = join(override || join(folder, 'dist'), name);
    return existsSync(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}
