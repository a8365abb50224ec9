import fs, { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFolder, createNewFolder } from './createFolder.ts';
import { type FileSystem, nodeFileSystem } from './fileSystem.ts';
import { createMemoryFileSystem } from './testing/memoryFileSystem.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'none';
}

/** The same calls on Node's file system and on the one in memory that the fault tests trust. */
function script(files: FileSystem, root: string): unknown[] {
  const at = (name: string) => join(root, name);
  const put = (name: string, mode: 'exclusive' | 'append', ...texts: string[]) => {
    const descriptor = files.open(at(name), mode);
    for (const text of texts) files.write(descriptor, bytes(text));
    files.sync(descriptor);
    files.close(descriptor);
  };
  const text = (name: string) => new TextDecoder().decode(files.read(at(name)));
  const remove = (name: string) => {
    files.remove(at(name));
    return files.exists(at(name));
  };
  put('one', 'exclusive', 'a', '', 'bc');
  put('one', 'append', 'd');
  files.makeFolder(at('in/ner'), { recursive: true });
  put('in/ner/two', 'append', 'x');
  files.rename(at('in/ner/two'), at('one'));
  files.syncFolder(at('in'));
  return [
    text('one'),
    files.list(root).sort(),
    files.list(at('in/ner')),
    [files.exists(at('one')), files.exists(at('two')), files.exists(at('in'))],
    codeOf(() => files.open(at('one'), 'exclusive')),
    codeOf(() => files.open(at('missing/one'), 'append')),
    codeOf(() => files.makeFolder(at('in'), { recursive: false })),
    codeOf(() => files.makeFolder(at('one'), { recursive: true })),
    codeOf(() => files.makeFolder(at('a/b'), { recursive: false })),
    codeOf(() => files.read(at('missing'))),
    codeOf(() => files.read(at('in'))),
    codeOf(() => files.list(at('missing'))),
    codeOf(() => files.rename(at('missing'), at('there'))),
    codeOf(() => files.syncFolder(at('missing'))),
    remove('missing'),
    remove('one'),
  ];
}

test('the file system in memory answers as the real one does', () => {
  const memory = createMemoryFileSystem(new Map([['/tmp', 'folder' as const]]));
  const real = script(nodeFileSystem, folder);
  expect(script(memory, '/tmp')).toEqual(real);
  expect(real[0]).toBe('x');
  expect(real.slice(4, 7)).toEqual(['EEXIST', 'ENOENT', 'EEXIST']);
});

test('a write that the system takes in parts is carried on to its end', () => {
  // A full disk takes what still fits and says so by the count alone.
  const whole = fs.writeSync;
  const part = (descriptor: number, data: Uint8Array, at: number, length: number) =>
    whole(descriptor, data, at, Math.min(length, 1000));
  const path = join(folder, 'large');
  const data = new Uint8Array(12_345).map((_, i) => i % 251);
  const descriptor = nodeFileSystem.open(path, 'exclusive');
  fs.writeSync = part as typeof fs.writeSync;
  syncBuiltinESMExports();
  try {
    nodeFileSystem.write(descriptor, data);
  } finally {
    fs.writeSync = whole;
    syncBuiltinESMExports();
    nodeFileSystem.close(descriptor);
  }
  expect(Buffer.compare(readFileSync(path), data)).toBe(0);
});

test('every folder that is made is made durable in the one above it', () => {
  const memory = createMemoryFileSystem(new Map([['/home', 'folder' as const]]));
  createFolder('/home/runs/mine', memory);
  createNewFolder('/home/runs/mine/1', memory);
  expect(memory.log).toEqual([
    { kind: 'folder', path: '/home/runs' },
    { kind: 'syncFolder', path: '/home' },
    { kind: 'folder', path: '/home/runs/mine' },
    { kind: 'syncFolder', path: '/home/runs' },
    { kind: 'folder', path: '/home/runs/mine/1' },
    { kind: 'syncFolder', path: '/home/runs/mine' },
  ]);
});

test('a folder that is there is left alone, a file in its place is told', () => {
  mkdirSync(join(folder, 'there'));
  writeFileSync(join(folder, 'file'), '');
  createFolder(join(folder, 'there'));
  expect(codeOf(() => createNewFolder(join(folder, 'there')))).toBe('EEXIST');
  expect(codeOf(() => createFolder(join(folder, 'file/inner')))).toBe('ENOTDIR');
});
