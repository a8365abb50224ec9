import { expect, test } from 'vitest';
import { createRandom } from '../../engine/random/streams.ts';
import type { FileSystem } from '../files/fileSystem.ts';
import { type Breakage, beforeRename, breakages } from '../files/testing/brokenFileSystems.ts';
import { createMemoryFileSystem, type Disk } from '../files/testing/memoryFileSystem.ts';
import { type PowerLossState, powerLossStates } from '../files/testing/powerLoss.ts';
import { createRecovery } from './testing/recovery.ts';
import { checkpoints, playRun } from './testing/runScenario.ts';

const list = checkpoints(8);
const recover = createRecovery(list);
const empty: Disk = new Map([['/home', 'folder']]);

interface Play {
  readonly breakage?: Breakage;
  /** Says that a checkpoint is kept before its file has its name. */
  readonly early?: boolean;
  readonly initial?: Disk;
  /** Checkpoints to keep: from this one to before that one. */
  readonly first?: number;
  readonly end?: number;
}

/** Every state that a power cut can leave of a run. */
function statesOf(play: Play): Iterable<PowerLossState> {
  const { breakage = (inner: FileSystem) => inner, early = false, initial = empty, first = 0, end } = play;
  const memory = createMemoryFileSystem(initial);
  const acknowledge = (checkpoint: number) =>
    void memory.log.push({ kind: 'mark', mark: String(checkpoint) });
  let next = first;
  const hasty = beforeRename(memory, (to) => {
    if (early && to.endsWith('last.safetensors')) acknowledge(next++);
  });
  const told = early ? () => {} : acknowledge;
  playRun({ files: breakage(hasty), list: list.slice(0, end), first, acknowledge: told });
  const random = createRandom(2711, 'split');
  return powerLossStates(initial, memory.log, () => random.nextUniform());
}

/** What is damaged in each state, null where nothing is; `before` was promised from the start. */
function* examine(play: Play, before = -2): Generator<string | null> {
  for (const { disk, marks } of statesOf(play)) yield recover(disk, Number(marks.at(-1) ?? before)).damage;
}

test('after a power cut at any moment a run is as it was or as it was going to be', () => {
  const damages = [...examine({})];
  // And again from what such a cut left behind: torn log lines, stale files, an epoch half written.
  for (const [i, { disk, marks }] of [...statesOf({})].entries()) {
    const { found } = recover(disk, Number(marks.at(-1) ?? -2));
    if (found < 0 || i % 23 !== 0) continue;
    damages.push(...examine({ initial: disk, first: found + 1, end: found + 3 }, found));
  }
  expect(damages.filter((damage) => damage !== null)).toEqual([]);
  expect(damages.length).toBeGreaterThan(5000);
}, 30_000);

/** Whether any state shows damage; looks no further than the first. */
function isCaught(play: Play): boolean {
  for (const damage of examine(play)) if (damage !== null) return true;
  return false;
}

test.each(Object.entries(breakages))('the planted bug is caught: %s', (_name, breakage) => {
  expect(isCaught({ breakage })).toBe(true);
});

test('the planted bug is caught: a checkpoint is promised before it has its name', () => {
  expect(isCaught({ early: true })).toBe(true);
});

test('without a planted bug nothing is caught', () => {
  expect(isCaught({ end: 7 })).toBe(false);
});
