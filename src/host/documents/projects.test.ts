import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder, tinyProject } from '../../cli/testing/runCli.ts';
import { DOCUMENT_LIMITS } from '../../shared/document.ts';
import { writeDocument } from '../../shared/documentFile.ts';
import { ProblemError } from '../../shared/problem.ts';
import { nodeFileSystem } from '../files/fileSystem.ts';
import { createFaultyFileSystem } from '../files/testing/faultyFileSystem.ts';
import { openProject, saveProject } from './projects.ts';

const tiny = tinyProject();
const text = writeDocument(tiny);
const other = writeDocument({ ...tiny, training: { ...tiny.training, epochs: 7 } });
const hashOf = (content: string) => createHash('sha256').update(content).digest('hex');
const folder = () => temporaryFolder(onTestFinished);

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code;
    throw error;
  }
  return 'none';
}

test('a project comes back as it was saved, with the hash that the next save expects', () => {
  const path = join(folder(), 'net é.json');
  const saved = saveProject(path, text, null);
  expect(openProject(path)).toEqual({ path, text, hash: saved });
  expect(saved).toBe(hashOf(text));
  expect(saveProject(path, other, saved)).toBe(hashOf(other));
  expect(readFileSync(path, 'utf8')).toBe(other);
});

test('a new file does not go over one that is there, unless it holds the same', () => {
  const path = join(folder(), 'net.json');
  saveProject(path, text, null);
  expect(codeOf(() => saveProject(path, other, null))).toBe('exists');
  expect(saveProject(path, text, null)).toBe(hashOf(text));
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('a file that someone else has changed is written over only on demand', () => {
  const path = join(folder(), 'net.json');
  const hash = saveProject(path, text, null);
  writeFileSync(path, 'mine');
  expect(codeOf(() => saveProject(path, other, hash))).toBe('changed-on-disk');
  expect(readFileSync(path, 'utf8')).toBe('mine');
  saveProject(path, other, 'any');
  expect(readFileSync(path, 'utf8')).toBe(other);
});

test('a file that is gone is written anew', () => {
  const path = join(folder(), 'net.json');
  expect(saveProject(path, text, hashOf(other))).toBe(hashOf(text));
});

test.each([
  ['no JSON', 'import torch'],
  ['cut short', text.slice(0, -40)],
  ['of a newer version', text.replace('"version": 1', '"version": 97')],
])('text that is %s is refused before the file is touched', (_, garbage) => {
  const path = join(folder(), 'net.json');
  saveProject(path, text, null);
  expect(codeOf(() => saveProject(path, garbage, 'any'))).not.toBe('none');
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('a new project has a name that ends in .json; one that is there keeps its name', () => {
  const path = join(folder(), '.bashrc');
  expect(codeOf(() => saveProject(path, text, 'any'))).toBe('file-name');
  writeFileSync(path, text);
  saveProject(path, other, hashOf(text));
  expect(readFileSync(path, 'utf8')).toBe(other);
});

test('a full disk is a sentence, and the file is as it was, wherever it strikes', () => {
  const within = folder();
  const path = join(within, 'net.json');
  const hash = saveProject(path, text, null);
  const sentences = new Set<string>();
  for (let at = 0; at < 30; at++) {
    const { files, calls } = createFaultyFileSystem(nodeFileSystem, { at, code: 'ENOSPC', forever: false });
    try {
      saveProject(path, other, hash, files);
    } catch (error) {
      sentences.add((error as Error).message);
      // Once the new name is in the folder, only its durability is in doubt.
      expect([text, other]).toContain(readFileSync(path, 'utf8'));
      expect(readdirSync(within)).toEqual(['net.json']);
      writeFileSync(path, text);
    }
    if (calls() <= at) break;
  }
  expect([...sentences]).toContain(`could not save ${path}: the disk is full`);
  expect(readFileSync(path, 'utf8')).toBe(other);
});

test('what is no project file is not opened', () => {
  const within = folder();
  const at = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(within, name), content);
    return join(within, name);
  };
  mkdirSync(join(within, 'folder.json'));
  expect(codeOf(() => openProject(join(within, 'folder.json')))).toBe('not-a-file');
  expect(codeOf(() => openProject(join(within, 'missing.json')))).toBe('file-enoent');
  expect(codeOf(() => openProject(at('bytes.json', Uint8Array.of(0xff, 0xfe, 0))))).toBe('not-text');
  expect(codeOf(() => openProject(at('list.json', '[]')))).toBe('not-a-project');
  expect(codeOf(() => openProject(at('large.json', new Uint8Array(DOCUMENT_LIMITS.bytes + 1))))).toBe(
    'too-large',
  );
  expect(codeOf(() => saveProject(join(within, 'folder.json'), text, 'any'))).toBe('not-a-file');
  expect(codeOf(() => saveProject(join(within, 'missing/net.json'), text, null))).toBe('file-enoent');
});
