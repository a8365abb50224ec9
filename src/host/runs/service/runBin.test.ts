import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ProblemError } from '../../../shared/problem.ts';
import { nodeFileSystem } from '../../files/fileSystem.ts';
import { writeAbout } from '../aboutFile.ts';
import { runPaths } from '../runFolder.ts';
import { makeRun } from '../testing/madeRuns.ts';
import { createRunHistory } from './runHistory.ts';

let runs = '';
beforeEach(() => {
  runs = realpathSync(mkdtempSync(join(tmpdir(), 'signalbox-bin-')));
});
afterEach(() => rmSync(runs, { recursive: true, force: true }));

const history = () =>
  createRunHistory(runs, { standing: () => null, fault: () => null, curve: () => null }, nodeFileSystem);
const make = (id: string, ...rest: Tail<Parameters<typeof makeRun>>) => makeRun(join(runs, id), ...rest);
type Tail<T extends unknown[]> = T extends [unknown, ...infer R] ? R : never;

async function sentence(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (error instanceof ProblemError) return `${error.problem.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}

test('a deleted run lies whole in the bin, comes back whole, and goes for good when the bin is emptied', async () => {
  make('one', [{ test: 0.5 }]);
  make('two');
  writeAbout(runPaths(join(runs, 'one')).about, { name: 'the first', fault: null }, nodeFileSystem);
  const same = history();
  const before = (await same.details('one')).lines;
  await same.delete('one');
  expect((await same.list()).map(({ id }) => id)).toEqual(['two']);
  expect(await same.binned()).toMatchObject([
    { id: 'one', name: 'the first', state: 'stopped', epochsDone: 1 },
  ]);
  expect(await sentence(() => same.details('one'))).toMatch(/^no-run: there is no run "one"/);
  same.restore('one');
  expect((await same.details('one')).lines).toEqual(before);
  expect(await same.binned()).toEqual([]);
  await same.delete('one');
  await same.emptyBin();
  expect(await same.binned()).toEqual([]);
  expect(readdirSync(runs).sort()).toEqual(['.bin', 'two']);
});

test('a run whose place is taken, in the bin or out of it, gets a name of its own', async () => {
  const same = history();
  make('one', [{ test: 0.25 }]);
  await same.delete('one');
  make('one', [{ test: 0.25 }, { test: 0.5 }]);
  await same.delete('one');
  expect((await same.binned()).map(({ id, epochsDone }) => [id, epochsDone])).toEqual([
    ['one-2', 2],
    ['one', 1],
  ]);
  make('one');
  same.restore('one');
  expect((await same.list()).map(({ id, epochsDone }) => [id, epochsDone])).toEqual([
    ['one-2', 1],
    ['one', 0],
  ]);
});

test.each(['..', '.', '.bin', '', '../one', 'one/../one', '/etc', 'a\\b', 'one\0', 'missing'])(
  'the id %j leads nowhere',
  async (id) => {
    make('one');
    mkdirSync(join(runs, '.bin'));
    const same = history();
    for (const action of [
      () => same.details(id),
      () => same.evaluation(id),
      () => same.setName(id, 'x'),
      () => same.delete(id),
      () => same.restore(id),
    ])
      expect(await sentence(action)).toMatch(/^no-run: there is no run /);
    expect(readdirSync(runs).sort()).toEqual(['.bin', 'one']);
  },
);
