import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ProblemError } from '../../../shared/problem.ts';
import { nodeFileSystem } from '../../files/fileSystem.ts';
import { recordFault } from '../aboutFile.ts';
import { lockRun } from '../lock.ts';
import { appendMetrics } from '../metricsLog.ts';
import { recordPlan } from '../planFile.ts';
import { runPaths } from '../runFolder.ts';
import { epochLine, makeRun } from '../testing/madeRuns.ts';
import { smallProject } from '../testing/serviceStage.ts';
import { createRunHistory, type LiveRuns } from './runHistory.ts';

const nothingLive: LiveRuns = { standing: () => null, fault: () => null, curve: () => null };

let runs = '';
beforeEach(() => {
  runs = realpathSync(mkdtempSync(join(tmpdir(), 'signalbox-history-')));
});
afterEach(() => rmSync(runs, { recursive: true, force: true }));

const history = (live: LiveRuns = nothingLive) => createRunHistory(runs, live, nodeFileSystem);
const pathsOf = (id: string) => runPaths(join(runs, id));

type Tail<T extends unknown[]> = T extends [unknown, ...infer R] ? R : never;

const make = (id: string, ...rest: Tail<Parameters<typeof makeRun>>) => makeRun(join(runs, id), ...rest);

async function sentence(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (error instanceof ProblemError) return `${error.problem.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}

test('a folder of runs that is not there yet is an empty history', async () => {
  rmSync(runs, { recursive: true });
  expect(await history().list()).toEqual([]);
  expect(await history().binned()).toEqual([]);
  await history().emptyBin();
});

test('runs are listed newest first; what a killed host left is stopped, or finished where all was trained', async () => {
  make('b', [{ test: 0.5 }], { created: '2026-11-23T10:00:00.000Z' });
  make('c', [{ test: 0.5 }, { test: 0.75 }, { test: 0.625 }], { created: '2026-11-23T12:00:00.000Z' });
  make('a', [], { created: '2026-11-23T12:00:00.000Z' });
  const list = await history().list();
  expect(list.map(({ id, state, epochsDone }) => [id, state, epochsDone])).toEqual([
    ['c', 'finished', 3],
    ['a', 'stopped', 0],
    ['b', 'stopped', 1],
  ]);
  expect(list[0]).toMatchObject({ name: 'mine', last: { epoch: 3 }, best: { epoch: 2 }, device: null });
  expect(list[1]).toMatchObject({ last: null, best: null });
});

test('the best epoch is chosen on validation where there is one, the first on ties', async () => {
  make('both', [
    { validation: 0.25, test: 0.875 },
    { validation: 0.5, test: 0.25 },
    { validation: 0.5, test: 0.75 },
  ]);
  make('none', [{}, {}]);
  const list = await history().list();
  expect(list.map(({ id, best }) => [id, best?.epoch ?? null])).toEqual([
    ['none', null],
    ['both', 2],
  ]);
});

test('what changes in a folder is seen at the next look, by the same history', async () => {
  make('one', [{ test: 0.5 }]);
  const same = history();
  expect((await same.list())[0]).toMatchObject({ epochsDone: 1, name: 'mine', device: null });
  appendMetrics(pathsOf('one').metrics, epochLine(2, undefined, 0.75));
  same.setName('one', 'a better name');
  recordPlan(pathsOf('one').plan, {
    device: 'cpu',
    numerics: 'fused',
    program: '1',
    description: 'cpu, 3 threads',
    runtime: 'Node',
  });
  expect((await same.list())[0]).toMatchObject({
    epochsDone: 2,
    name: 'a better name',
    best: { epoch: 2 },
    device: 'cpu, 3 threads',
  });
  const { summary, lines, classes, curve } = await same.details('one');
  expect([summary.name, lines.length, classes.length, curve.at.length]).toEqual(['a better name', 2, 2, 0]);
});

test('why a run failed is kept with it, through a rename too, until it ends well', async () => {
  make('one', [{ test: 0.5 }]);
  const { about } = pathsOf('one');
  const cause = { code: 'device-lost', device: 'webgpu' };
  recordFault(about, { sentence: 'the disk was full', cause }, nodeFileSystem);
  history().setName('one', 'mended');
  expect((await history().list())[0]).toMatchObject({
    state: 'failed',
    sentence: 'the disk was full',
    cause,
    name: 'mended',
  });
  // An older Signalbox wrote no cause; a damaged one is none.
  for (const more of ['', ', "cause": {"code": 7}']) {
    writeFileSync(about, `{"name": "mended", "fault": "it died"${more}}`);
    const [{ sentence: why, cause: unknown }] = await history().list();
    expect([why, unknown]).toEqual(['it died', undefined]);
  }
  recordFault(about, null, nodeFileSystem);
  expect((await history().list())[0]).toMatchObject({ state: 'stopped', sentence: null, name: 'mended' });
  writeFileSync(about, '{"name": 3');
  expect((await history().list())[0]).toMatchObject({ state: 'stopped', name: 'mine' });
});

test('equal graphs have equal hashes, whatever their positions, labels and settings; others have others', async () => {
  const document = smallProject();
  make('plain', [], {}, document);
  const moved = {
    ...document,
    nodes: document.nodes
      .map((node, i) => ({ ...node, label: `no ${i}`, position: { x: 31 * i, y: -7 } }))
      .reverse(),
    wires: [...document.wires].reverse(),
    training: { ...document.training, epochs: 77 },
  };
  make('moved', [], {}, moved);
  const nodes = document.nodes.map((node) => (node.id === 'drop1' ? { ...node, params: { p: 0.16 } } : node));
  make('other', [], {}, { ...document, nodes });
  const hashes = new Map((await history().list()).map(({ id, graphHash }) => [id, graphHash]));
  expect(hashes.get('moved')).toBe(hashes.get('plain'));
  expect(hashes.get('plain')).toMatch(/^[0-9a-f]{64}$/);
  expect(hashes.get('other')).not.toBe(hashes.get('plain'));
});

test('damaged runs are listed with their sentence, and what is no run is not listed', async () => {
  make('whole');
  make('cut');
  writeFileSync(pathsOf('cut').run, readFileSync(pathsOf('cut').run, 'utf8').slice(0, 50));
  make('without graph');
  rmSync(pathsOf('without graph').graph);
  make('only weights', [{ test: 0.5 }]);
  rmSync(pathsOf('only weights').run);
  rmSync(pathsOf('only weights').graph);
  mkdirSync(join(runs, 'notes'));
  writeFileSync(join(runs, 'notes', 'todo.txt'), '');
  writeFileSync(join(runs, 'file'), '');
  const list = await history().list();
  expect(list.map(({ id }) => id).sort()).toEqual(['cut', 'only weights', 'whole', 'without graph']);
  const sentences = Object.fromEntries(list.map(({ id, state, sentence: why }) => [id, `${state}: ${why}`]));
  expect(sentences.whole).toBe('stopped: null');
  expect(sentences.cut).toMatch(/^failed: .*run\.json is truncated/);
  expect(sentences['without graph']).toMatch(/^failed: could not read .*graph\.json: there is no such file/);
  expect(sentences['only weights']).toMatch(/^failed: .*only weights holds no run: run\.json is missing/);
  expect(await sentence(() => history().details('cut'))).toMatch(/^truncated: /);
  for (const action of [() => history().delete('notes'), () => history().setName('notes', 'x')])
    expect(await sentence(action)).toMatch(/^no-run: .*notes holds no run$/);
  expect(readdirSync(join(runs, 'notes'))).toEqual(['todo.txt']);
  await history().delete('cut');
  expect((await history().binned()).map(({ id, state }) => [id, state])).toEqual([['cut', 'failed']]);
});

test('a run that another process has is elsewhere, and is not deleted', async () => {
  make('one', [{ test: 0.5 }]);
  const built = join(runs, 'holder.mjs');
  // The socket by which a run is held, as lock.ts names it.
  writeFileSync(
    built,
    `import { createHash } from 'node:crypto';
     import { createServer } from 'node:net';
     const name = 'signalbox-run-' + createHash('sha256').update(process.argv[2]).digest('hex').slice(0, 32);
     const path = { linux: '\\0' + name, win32: '\\\\\\\\.\\\\pipe\\\\' + name }[process.platform] ?? process.argv[3] + '/' + name + '.sock';
     createServer((socket) => socket.end(process.pid + '\\n')).listen(path, () => console.log('held'));`,
  );
  const holder = spawn(process.execPath, [built, pathsOf('one').folder, tmpdir()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    expect((await history().list())[0]).toMatchObject({
      state: 'elsewhere',
      sentence: `Process ${holder.pid} has this run`,
    });
    expect(await sentence(() => history().delete('one'))).toMatch(
      `in use by process ${holder.pid}; expected it to be free`,
    );
    expect(readdirSync(runs)).toContain('one');
  } finally {
    const gone = new Promise((resolve) => holder.once('exit', resolve));
    holder.kill('SIGKILL');
    await gone;
  }
  expect((await history().list())[0]).toMatchObject({ state: 'stopped', sentence: null });
});

test('a run that this process holds for a moment is no other one', async () => {
  make('one');
  const lock = await lockRun(pathsOf('one').folder);
  expect((await history().list())[0]).toMatchObject({ state: 'stopped' });
  await lock.release();
});

test('what is live goes before what is on disk', async () => {
  make('one', [{ test: 0.5 }]);
  const columns = { at: Float64Array.of(0.5), loss: Float32Array.of(2), accuracy: Float32Array.of(0.25) };
  const live: LiveRuns = {
    standing: () => ({ state: 'paused', sentence: null }),
    fault: () => ({ sentence: 'unwritten' }),
    curve: () => columns,
  };
  const { summary, curve } = await history(live).details('one');
  expect([summary.state, curve]).toEqual(['paused', columns]);
  expect(await sentence(() => history(live).delete('one'))).toBe(
    'run-active: mine is being trained; stop it before it is deleted',
  );
  expect((await history({ ...live, standing: () => null }).list())[0]).toMatchObject({
    state: 'failed',
    sentence: 'unwritten',
  });
});
