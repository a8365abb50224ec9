import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FileSystem, nodeFileSystem } from './fileSystem.ts';
import { replaceFile, replaceFileGradually, sweepTemporaries } from './replaceFile.ts';

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'replace-'));
  path = join(folder, 'run.json');
  writeFileSync(path, 'old');
});

afterEach(() => rmSync(folder, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

async function* slowly(...texts: string[]) {
  for (const text of texts) yield await Promise.resolve(bytes(text));
}

/** Node's file system that notes its calls and fails at one of them. */
function recorded(failsAt: string | null) {
  const calls: string[] = [];
  const files = Object.fromEntries(
    Object.entries(nodeFileSystem).map(([call, run]) => [
      call,
      (...args: unknown[]) => {
        calls.push(call);
        if (call === failsAt) throw Object.assign(new Error(`no ${call}`), { code: 'EIO' });
        return (run as (...given: unknown[]) => unknown)(...args);
      },
    ]),
  );
  return { calls, files: files as unknown as FileSystem };
}

const ways = {
  'at once': async (files: FileSystem) =>
    replaceFile(path, [bytes('new '), bytes('text')], files, () => '0badcafe'),
  gradually: (files: FileSystem) =>
    replaceFileGradually(path, slowly('new ', 'text'), files, () => '0badcafe'),
};

for (const [name, write] of Object.entries(ways)) {
  test(`a file replaced ${name} is written, synced and closed before it is renamed, then the folder is synced`, async () => {
    const { calls, files } = recorded(null);
    await write(files);
    expect(calls).toEqual(['open', 'write', 'write', 'sync', 'close', 'rename', 'syncFolder']);
    expect(readFileSync(path, 'utf8')).toBe('new text');
    expect(readdirSync(folder)).toEqual(['run.json']);
  });

  test.each(['open', 'write', 'sync', 'close', 'rename'])(
    `${name}, an error of %s leaves the old file and nothing else`,
    async (call) => {
      const { files } = recorded(call);
      await expect(write(files)).rejects.toThrow(`no ${call}`);
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(readdirSync(folder)).toEqual(['run.json']);
    },
  );
}

test('an error of what makes the pieces leaves the old file', async () => {
  async function* broken() {
    yield bytes('half');
    throw new Error('the camera failed');
  }
  await expect(replaceFileGradually(path, broken())).rejects.toThrow('the camera failed');
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['run.json']);
});

test('text is written as UTF-8, and a temporary name in use is not taken', () => {
  replaceFile(path, 'größer');
  expect(readFileSync(path, 'utf8')).toBe('größer');
  writeFileSync(join(folder, '.tmp-0badcafe'), 'another');
  expect(() => replaceFile(path, 'x', nodeFileSystem, () => '0badcafe')).toThrow('EEXIST');
  expect(readFileSync(join(folder, '.tmp-0badcafe'), 'utf8')).toBe('another');
});

test('only temporaries are swept', () => {
  for (const name of ['.tmp-0badcafe', '.tmp-0badcafe2', '.tmp-mine', 'tmp-0badcafe'])
    writeFileSync(join(folder, name), '');
  sweepTemporaries(folder);
  expect(readdirSync(folder).sort()).toEqual(['.tmp-0badcafe2', '.tmp-mine', 'run.json', 'tmp-0badcafe']);
});
