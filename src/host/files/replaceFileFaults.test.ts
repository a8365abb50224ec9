import { expect, test } from 'vitest';
import { ProblemError } from '../../shared/problem.ts';
import { withFile } from './fileProblem.ts';
import { replaceFile, sweepTemporaries } from './replaceFile.ts';
import { createFaultyFileSystem, type Fault } from './testing/faultyFileSystem.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from './testing/memoryFileSystem.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const before = new Map<string, Uint8Array | 'folder'>([
  ['/run', 'folder'],
  ['/run/last', bytes('old')],
]);

const sentences = new Map([
  ['ENOSPC', 'could not write /run/last: the disk is full'],
  ['EIO', 'could not write /run/last: the disk reported an error'],
  ['EACCES', 'could not write /run/last: permission was denied'],
  ['EDQUOT', 'could not write /run/last: the disk quota is used up'],
  ['EMFILE', 'could not write /run/last: too many files are open'],
  ['ESTALE', 'could not write /run/last: the system says ESTALE'],
]);

/** Replaces the file in three pieces under a fault; tells the sentence, and whether the fault came at all. */
function replaceUnder(memory: MemoryFileSystem, fault: Fault): { sentence: string; reached: boolean } {
  const { files, calls } = createFaultyFileSystem(memory, fault);
  try {
    withFile('write', '/run/last', () => replaceFile('/run/last', ['n', 'e', 'w'].map(bytes), files));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect(error.problem.file).toBe('/run/last');
    return { sentence: error.message, reached: true };
  }
  return { sentence: 'done', reached: calls() > fault.at };
}

const content = (memory: MemoryFileSystem) => new TextDecoder().decode(memory.read('/run/last'));

/** Calls of a replacement: open, three writes, sync, close, rename, and the folder's sync as the last. */
const CALLS = 8;

for (const [code, sentence] of sentences) {
  for (const forever of [false, true]) {
    test(`${code} at any call${forever ? ' and from then on' : ''} leaves a whole file and says so once`, () => {
      for (let at = 0; at < CALLS; at++) {
        const memory = createMemoryFileSystem(before);
        expect(replaceUnder(memory, { at, code, forever })).toEqual({ sentence, reached: true });
        expect(content(memory)).toBe(at === CALLS - 1 ? 'new' : 'old');
        expect(memory.opened).toBe(0);
        if (!forever) expect(memory.list('/run')).toEqual(['last']);
        sweepTemporaries('/run', memory);
        expect(memory.list('/run')).toEqual(['last']);
      }
      const memory = createMemoryFileSystem(before);
      expect(replaceUnder(memory, { at: CALLS, code, forever })).toEqual({
        sentence: 'done',
        reached: false,
      });
      expect(content(memory)).toBe('new');
    });
  }
}

test('of several errors the first is told', () => {
  const memory = createMemoryFileSystem(before);
  const closeFails = {
    ...memory,
    write: () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    },
    close: () => {
      throw Object.assign(new Error('broken'), { code: 'EIO' });
    },
  };
  expect(() => replaceFile('/run/last', 'new', closeFails)).toThrow('full');
  const syncFails = { ...closeFails, write: memory.write, sync: closeFails.write };
  expect(() => replaceFile('/run/last', 'new', syncFails)).toThrow('full');
});

test('an error that is none of the file system passes as it is', () => {
  const fault = new TypeError('x is not a function');
  expect(() =>
    withFile('write', '/f', () => {
      throw fault;
    }),
  ).toThrow(fault);
});
