import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lock: { packages: Record<string, LockEntry> } = readJson('package-lock.json');
const description: Record<string, Record<string, unknown>> = readJson('package.json');
const entries = Object.entries(lock.packages).filter(([path]) => path !== '');

function readJson(name: string) {
  return JSON.parse(readFileSync(join(root, name), 'utf8'));
}

test('the lockfile lists packages', () => {
  expect(entries.length).toBeGreaterThan(50);
});

test('every locked package is fixed by its hash', () => {
  const loose = entries.filter(([, entry]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(entry.integrity ?? ''));
  expect(loose).toEqual([]);
});

test('no locked package comes from an address, a repository or a folder', () => {
  expect(entries.filter(([, entry]) => entry.resolved !== undefined || entry.link === true)).toEqual([]);
  expect(entries.filter(([, entry]) => !/^\d+\.\d+\.\d+/.test(entry.version ?? ''))).toEqual([]);
});

test('the packages with install scripts are those that package.json refuses by name', () => {
  const scripted = entries
    .filter(([, entry]) => entry.hasInstallScript === true)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  expect(scripted.sort()).toEqual(Object.keys(description.allowScripts ?? {}).sort());
  expect(Object.values(description.allowScripts ?? {})).toEqual(scripted.map(() => false));
});

test.each(['dependencies', 'optionalDependencies', 'devDependencies'])(
  '%s name one exact version each',
  (kind) => {
    const versions = Object.entries(description[kind] ?? {});
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
  },
);
