import { expect, test } from 'vitest';
import { ProblemError } from '../../shared/problem.ts';
import { createFaultyFileSystem, type Fault } from '../files/testing/faultyFileSystem.ts';
import { createMemoryFileSystem } from '../files/testing/memoryFileSystem.ts';
import { createRecovery } from './testing/recovery.ts';
import { checkpoints, playRun } from './testing/runScenario.ts';

const list = checkpoints(3);
const recover = createRecovery(list);

/** Plays a run under a fault; tells its sentence (null where the fault was never reached) and what is damaged. */
function playUnder(fault: Fault): { sentence: string | null; damage: string | null; opened: number } {
  const memory = createMemoryFileSystem(new Map([['/home', 'folder']]));
  const { files, calls } = createFaultyFileSystem(memory, fault);
  let acknowledged = -2;
  let sentence: string | null = null;
  try {
    playRun({ files, list, first: 0, acknowledge: (checkpoint) => (acknowledged = checkpoint) });
    if (calls() > fault.at) sentence = 'swallowed';
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    ({ message: sentence } = error);
  }
  const { damage } = recover(memory.disk(), acknowledged);
  return { sentence, damage, opened: memory.opened };
}

const reasons = [
  ['ENOSPC', 'the disk is full'],
  ['EIO', 'the disk reported an error'],
  ['EACCES', 'permission was denied'],
] as const;

for (const [code, reason] of reasons) {
  for (const forever of [false, true]) {
    test(`${code}${forever ? ' from then on' : ' once'}, at any call of a run, ends it with one sentence and keeps what was promised`, () => {
      let at = 0;
      for (; ; at++) {
        const { sentence, damage, opened } = playUnder({ at, code, forever });
        if (sentence === null) break;
        expect(sentence).toMatch(
          new RegExp(`^could not (write|read|create folder|read folder) /home/runs[/a-z.]*: ${reason}$`),
        );
        expect({ at, damage, opened }).toEqual({ at, damage: null, opened: 0 });
      }
      expect(at).toBeGreaterThan(80);
    });
  }
}
