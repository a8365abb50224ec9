import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProblemError } from '../../shared/problem.ts';
import { nodeFileSystem } from '../files/fileSystem.ts';
import { systemError } from '../files/testing/memoryFileSystem.ts';
import { runPaths } from './runFolder.ts';
import {
  createStage,
  createTestPage,
  imageFolder,
  type Stage,
  smallProject,
} from './testing/serviceStage.ts';

let stage: Stage;
beforeEach(() => {
  stage = createStage();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await stage.clear();
});

async function sentence(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof ProblemError ? `${error.problem.code}: ${error.message}` : String(error);
}

const pathsOf = (id: string) => runPaths(join(stage.runsFolder, id));

test.each([
  ['a fault of the graph', { text: '{"version": 1}' }, /^schema: first try: field nodes is not as expected/],
  ['a folder that is not there', { data: { data: 'gone' } }, /gone/],
  [
    'a folder outside those that may be used',
    { data: { data: '/etc' } },
    /^outside-roots: \/etc lies outside/,
  ],
  ['an unknown device', { device: 'abacus' }, /^unknown-device: there is no device "abacus"/],
  [
    'another number of classes',
    { data: { data: 'pair' } },
    /^class-count: log \(LogSoftMax\): the network ends in 3 scores, but the data have 2 classes/,
  ],
  ['one class only', { data: { data: 'single' } }, /^one-class: .*single has images of one class only/],
])('%s refuses the start, leaves no folder behind and the device free', async (_, more, expected) => {
  imageFolder(join(stage.folder, 'pair'), ['stop', 'yield'], 3);
  imageFolder(join(stage.folder, 'single'), ['stop'], 3);
  const host = stage.host();
  expect(await sentence(host.call.startRun(stage.request(undefined, more)))).toMatch(expected);
  expect(existsSync(stage.runsFolder) ? readdirSync(stage.runsFolder) : []).toEqual([]);
  expect(await host.call.listRuns({})).toEqual([]);
  await host.call.startRun(stage.request(smallProject({ epochs: 1 })));
});

test('stopped while its images are read, a run is at rest at once and begins anew when it is resumed', async () => {
  const host = stage.host();
  const { id } = await host.call.startRun(stage.request());
  await host.call.controlRun({ id, action: 'stop' });
  const page = createTestPage();
  page.events.push(...(await host.call.watchRun({ id, fromSeq: 0 }, page)).events);
  await page.reaches('stopped');
  expect(page.events.map(({ kind }) => kind)).not.toContain('device');
  expect(existsSync(pathsOf(id).last)).toBe(false);
  expect(await host.call.runEvaluation({ id })).toBe(null);
  const [{ state, sentence: why }] = await stage.host().call.listRuns({});
  expect([state, why]).toEqual(['stopped', null]);
  await host.call.resumeRun({ id, epochs: null, device: 'auto' });
  await page.reaches('finished');
  expect(JSON.parse(readFileSync(pathsOf(id).run, 'utf8')).data.hash).toMatch(/^[0-9a-f]{64}$/);
});

test('a full disk ends a run with a sentence that outlives the page, and room again lets it go on', async () => {
  let isFull = true;
  const files = {
    ...nodeFileSystem,
    rename: (from: string, to: string) => {
      if (isFull && /(last\.safetensors|about\.json)$/.test(to) && existsSync(to))
        throw systemError('ENOSPC', to);
      nodeFileSystem.rename(from, to);
    },
  };
  const host = stage.host({ files });
  const { id } = await host.call.startRun(stage.request());
  const page = createTestPage();
  page.events.push(...(await host.call.watchRun({ id, fromSeq: 0 }, page)).events);
  const full = `could not write ${pathsOf(id).last}: the disk is full`;
  expect(await page.reaches('failed')).toBe(full);
  const [failed] = await host.call.listRuns({});
  expect([failed.state, failed.sentence]).toEqual(['failed', full]);
  expect(readdirSync(join(stage.runsFolder, id)).filter((name) => name.startsWith('.tmp'))).toEqual([]);
  isFull = false;
  await host.call.resumeRun({ id, epochs: null, device: 'auto' });
  await page.reaches('finished');
  expect((await host.call.listRuns({}))[0]).toMatchObject({ state: 'finished', sentence: null });
});

test('a disk that is full when a run is to begin refuses the start and leaves no folder behind', async () => {
  const files = {
    ...nodeFileSystem,
    rename: (from: string, to: string) => {
      if (to.endsWith('run.json')) throw systemError('ENOSPC', to);
      nodeFileSystem.rename(from, to);
    },
  };
  const host = stage.host({ files });
  expect(await sentence(host.call.startRun(stage.request()))).toMatch(
    /^file-enospc: could not write .*run\.json: the disk is full$/,
  );
  expect(readdirSync(stage.runsFolder)).toEqual([]);
  expect(host.busy.most).toBe(0);
});

test('a curve that cannot be written is one note, and the run is trained to its end', async () => {
  const files = {
    ...nodeFileSystem,
    open: (path: string, mode: 'exclusive' | 'append') => {
      if (path.endsWith('curve.bin')) throw systemError('EDQUOT', path);
      return nodeFileSystem.open(path, mode);
    },
  };
  const host = stage.host({ files });
  const { id } = await host.call.startRun(stage.request());
  const page = createTestPage();
  page.events.push(...(await host.call.watchRun({ id, fromSeq: 0 }, page)).events);
  await page.reaches('finished');
  expect(page.events.flatMap((event) => (event.kind === 'note' ? event.sentence : []))).toEqual([
    `the curve of this run is no longer kept: could not write ${pathsOf(id).curve}: the disk quota is used up; training goes on`,
  ]);
  expect((await host.call.runDetails({ id })).curve.at.length).toBeGreaterThan(0);
});

test('weights that are no numbers end a run with a sentence that another host knows too', async () => {
  const host = stage.host();
  const optimiser = { type: 'sgd', params: { learningRate: 1e6, weightDecay: 10 } };
  const { id } = await host.call.startRun(stage.request(smallProject({ optimiser })));
  const page = createTestPage();
  page.events.push(...(await host.call.watchRun({ id, fromSeq: 0 }, page)).events);
  const said = await page.reaches('failed');
  expect(said).toMatch(/^training stopped in epoch 1 at step \d+: .* A smaller learningRate often helps$/);
  expect(await stage.host().call.listRuns({})).toMatchObject([{ id, state: 'failed', sentence: said }]);
});

test('data that vanished, or are others, are told where the run is resumed', async () => {
  const host = stage.host();
  const { id } = await host.call.startRun(stage.request(smallProject({ epochs: 1 })));
  const page = createTestPage();
  page.events.push(...(await host.call.watchRun({ id, fromSeq: 0 }, page)).events);
  await page.reaches('finished');
  rmSync(stage.data, { recursive: true });
  expect(await sentence(host.call.resumeRun({ id, epochs: 2, device: 'auto' }))).toContain(stage.data);
  imageFolder(stage.data, ['stop', 'yield', 'no entry'], 7);
  await host.call.resumeRun({ id, epochs: 2, device: 'auto' });
  expect(await page.reaches('failed')).toMatch(/^the images in .*data are not those the run in/);
});

/** Makes each process started from now on write its number into a folder, by the program that it runs. */
function noteProcesses(): () => number {
  const pids = join(stage.folder, 'pids');
  mkdirSync(pids);
  const preload = join(stage.folder, 'preload.mjs');
  writeFileSync(
    preload,
    `import { writeFileSync } from 'node:fs';
     import { basename } from 'node:path';
     writeFileSync(${JSON.stringify(`${pids}/`)} + basename(process.argv[1] ?? ''), String(process.pid));`,
  );
  vi.stubEnv('NODE_OPTIONS', `--import=file://${preload}`);
  return () => Number(readFileSync(join(pids, 'engine.js'), 'utf8'));
}

test('an engine that is killed fails its run alone: the run goes on from its checkpoint to the same bits', async () => {
  const engine = noteProcesses();
  const host = stage.host();
  const { id } = await host.call.startRun(stage.request(smallProject({ epochs: 1_000_000 })));
  const page = createTestPage();
  await host.call.watchRun({ id, fromSeq: 0 }, page);
  await page.until((event) => event.kind === 'epoch' && event.line.epoch === 3);
  process.kill(engine(), 'SIGKILL');
  const gone =
    "the engine's process is gone: it was ended by SIGKILL; what was saved is kept, and the run can be resumed";
  expect(await page.reaches('failed')).toBe(gone);
  expect(host.busy.now).toBe(0);
  const [failed] = await stage.host().call.listRuns({});
  expect(failed).toMatchObject({ state: 'failed', sentence: gone });
  const epochs = failed.epochsDone + 2;
  await host.call.resumeRun({ id, epochs, device: 'auto' });
  await page.reaches('finished');
  const { curve } = await host.call.runDetails({ id });
  for (let i = 1; i < curve.at.length; i++) expect(curve.at[i]).toBeGreaterThan(curve.at[i - 1]);
  const other = await host.call.startRun(stage.request(smallProject({ epochs })));
  const through = createTestPage();
  await host.call.watchRun({ id: other.id, fromSeq: 0 }, through);
  await through.reaches('finished');
  expect(readFileSync(pathsOf(id).last).equals(readFileSync(pathsOf(other.id).last))).toBe(true);
}, 30_000);

test.each(['trained', 'paused'])(
  'a run whose folder is moved away while it is %s ends at once',
  async (how) => {
    const host = stage.host();
    const { id } = await host.call.startRun(stage.request(smallProject({ epochs: 1_000_000 })));
    const page = createTestPage();
    await host.call.watchRun({ id, fromSeq: 0 }, page);
    await page.until((event) => event.kind === 'epoch');
    if (how === 'paused') await host.call.controlRun({ id, action: 'pause' });
    renameSync(join(stage.runsFolder, id), join(stage.folder, 'moved'));
    expect(await page.reaches('failed')).toBe(
      `the run's folder ${join(stage.runsFolder, id)} was moved or deleted while it was trained, so training has ended`,
    );
    expect(host.busy.now).toBe(0);
    expect(await host.call.listRuns({})).toEqual([]);
    expect(existsSync(join(stage.runsFolder, id))).toBe(false);
  },
);

test('a run begun right after the folder of the one under way was deleted trains to its end', async () => {
  const host = stage.host();
  const { id } = await host.call.startRun(stage.request(smallProject({ epochs: 1_000_000 })));
  const page = createTestPage();
  await host.call.watchRun({ id, fromSeq: 0 }, page);
  await page.until((event) => event.kind === 'epoch');
  await host.call.controlRun({ id, action: 'pause' });
  rmSync(join(stage.runsFolder, id), { recursive: true });
  const next = await host.call.startRun(stage.request(smallProject({ epochs: 1 })));
  const through = createTestPage();
  through.events.push(
    ...(await host.call.watchRun({ id: next.id, fromSeq: page.events.length }, through)).events,
  );
  await through.reaches('finished');
  expect(host.busy).toEqual({ most: 1, now: 0 });
});

test('a run whose folder is deleted while its images are read does not begin to train', async () => {
  const host = stage.host();
  const { id } = await host.call.startRun(stage.request());
  const page = createTestPage();
  page.events.push(...(await host.call.watchRun({ id, fromSeq: 0 }, page)).events);
  rmSync(join(stage.runsFolder, id), { recursive: true });
  expect(await page.reaches('failed')).toContain('was moved or deleted');
  expect(page.events.map(({ kind }) => kind)).not.toContain('device');
});
