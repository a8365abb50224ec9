import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { licences } from './licences.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const readPackage = (...path: string[]) =>
  JSON.parse(readFileSync(join(root, ...path, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
    readonly license: string;
  };
const { dependencies, devDependencies } = readPackage();
const names = licences.map(({ name }) => name);

/** Packages that a folder's sources import, tests apart. */
function imported(folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !/\.test\.|testing/.test(file));
  return sources.flatMap((file) =>
    [...readFileSync(join(root, folder, file), 'utf8').matchAll(/(?:from|import) '([^.'][^']*)'/g)].map(
      ([, name]) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name,
    ),
  );
}

test('what the page and the program are made of is named', () => {
  const made = [...Object.keys(dependencies), 'electron', ...imported('src/renderer')];
  const known = new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
  const missing = new Set(made.filter((name) => known.has(name) && !names.includes(name)));
  expect([...missing]).toEqual([]);
});

test.each(licences)('$name is under $licence', ({ name, licence }) => {
  expect(readPackage('node_modules', name).license).toBe(licence);
});
