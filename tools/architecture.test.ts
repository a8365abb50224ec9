import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import description from '../package.json' with { type: 'json' };
import { runPaths } from '../src/host/runs/runFolder.ts';
import { documentSchema } from '../src/shared/document.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = readFileSync(join(root, 'docs', 'ARCHITECTURE.md'), 'utf8');

/** The first column of every row of every table. */
const rows = Array.from(page.matchAll(/^\| (`.*?) \|/gm), ([, first]) => first);
const named = (text: string) => Array.from(text.matchAll(/`([^`]+)`/g), ([, name]) => name);

/** Folders of sources that a reader would open: not those of test helpers, made or recorded files. */
function sourceFolders(): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['testing', 'generated', 'goldens'].includes(entry.name))
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );
}

describe('docs/ARCHITECTURE.md', () => {
  test('has a line for every folder of src, and none for a folder that is gone', () => {
    const listed = rows.flatMap(named).filter((name) => name.startsWith('src/'));
    expect(listed.sort()).toEqual(sourceFolders().sort());
  });

  test('names only files and folders that exist', () => {
    const paths = named(page).filter((name) => /^(src|bin|tools|docs|resources|bench)\//.test(name));
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('lists every file of a run folder', () => {
    const { folder, ...files } = runPaths('run');
    for (const path of Object.values(files)) expect(rows).toContain(`\`${path.slice(folder.length + 1)}\``);
  });

  test('lists every field of the project file', () => {
    const { training, ...fields } = documentSchema.shape;
    const all = [...Object.keys(fields), ...Object.keys(training.shape).map((name) => `training.${name}`)];
    for (const field of all) expect(rows).toContain(`\`${field}\``);
  });

  test('gives a reason for every dependency that the program runs with', () => {
    const packages = Object.keys({ ...description.dependencies, ...description.optionalDependencies });
    expect(rows.flatMap(named)).toEqual(expect.arrayContaining(packages));
  });
});
