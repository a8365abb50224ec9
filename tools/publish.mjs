import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Moves every file below `from` to its place below `to`, each at once over what is there, then removes what the
 * same top folders of `to` have besides. So whoever reads `to` meanwhile finds each file old or new, never half.
 * Both must lie on one file system.
 * @param {string} from a finished build
 * @param {string} to
 */
export function publish(from, to) {
  const names = readdirSync(from, { recursive: true, encoding: 'utf8' });
  const folders = names.filter((name) => statSync(join(from, name)).isDirectory());
  const kept = new Set(names);
  for (const name of folders) mkdirSync(join(to, name), { recursive: true });
  for (const name of names) if (!folders.includes(name)) renameSync(join(from, name), join(to, name));
  for (const part of readdirSync(from)) {
    if (!folders.includes(part)) continue;
    for (const name of readdirSync(join(to, part), { recursive: true, encoding: 'utf8' })) {
      if (!kept.has(join(part, name))) rmSync(join(to, part, name), { recursive: true, force: true });
    }
  }
}
