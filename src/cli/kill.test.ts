import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeNetwork } from '../engine/conformance/network.ts';
import { createRandom } from '../engine/random/streams.ts';
import { builtFile } from '../host/paths.ts';
import { readMetrics } from '../host/runs/metricsLog.ts';
import { openRun, runPaths } from '../host/runs/runFolder.ts';
import { loadCheckpoint } from '../host/runs/useRun.ts';
import { readJson } from '../shared/json.ts';
import { ProblemError } from '../shared/problem.ts';
import { cliEnvironment, writeProject } from './testing/runCli.ts';

/** Of 27 steps each: the run ends within the sixth, after 152 steps. */
const EPOCHS = 5.6;
const RESULTS = [1, 2, 3, 4, 5, EPOCHS];
const CLASSES = ['stop', 'yield', 'no entry'];
const IMAGES = [150, 90, 30];
const random = createRandom(990421, 'split');

let folder = '';
let project = '';
const children: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-kill-'));
  for (const [c, name] of CLASSES.entries()) {
    mkdirSync(join(folder, 'data', name), { recursive: true });
    for (let i = 0; i < IMAGES[c]; i++) writeFileSync(join(folder, 'data', name, `${i}.ppm`), drawn(c, i));
  }
  const document = describeNetwork(
    [
      ['images', 'Input', { size: [3, 24, 24] }],
      ['conv1', 'SpatialConvolution', { nOutputPlane: 16, padW: 1 }],
      ['bn1', 'SpatialBatchNormalization'],
      ['relu1', 'ReLU'],
      ['conv2', 'SpatialConvolution', { nOutputPlane: 32, padW: 1 }],
      ['relu2', 'ReLU'],
      ['pool2', 'SpatialMaxPooling', { kW: 4, kH: 4 }],
      ['drop2', 'Dropout', { p: 0.2 }],
      ['view2', 'View'],
      ['fc3', 'Linear', { outputSize: CLASSES.length }],
      ['log', 'LogSoftMax'],
    ],
    {
      optimiser: { type: 'sgd', params: { learningRate: 0.013, momentum: 0.83, dampening: 0.07 } },
      augmentation: 'mild',
      schedule: { type: 'triangular', params: { peak: 0.15 } },
      epochs: EPOCHS,
      batchSize: 8,
      balance: 0.4,
      averaging: { decay: 0.9, every: 3 },
    },
  );
  project = writeProject(folder, document);
});
afterAll(() => {
  for (const child of children) end(child);
  rmSync(folder, { recursive: true, force: true });
});

/** A picture of a class's colour, crossed by stripes that are its own. */
function drawn(c: number, i: number): Uint8Array {
  const pixels = Uint8Array.from(
    { length: 14 * 11 * 3 },
    (_, at) => ((at % (3 + i)) * 19 + 70 * ((at + c) % 3)) % 256,
  );
  return Uint8Array.from([...new TextEncoder().encode('P6 14 11 255\n'), ...pixels]);
}

interface Started {
  readonly child: ChildProcess;
  /** Epochs that were said to be kept. */
  readonly kept: number[];
  /** Resolves when the engine takes its first step. */
  readonly training: Promise<void>;
  readonly ended: Promise<{ code: number | null; errors: string }>;
}

/** Starts or resumes the run called `name`, in a process group of its own. */
function start(name: string, threads: number, environment: NodeJS.ProcessEnv = {}): Started {
  const out = join(folder, name);
  const fresh = !existsSync(runPaths(out).run);
  // Killed before it was a run: what is there is of no use to anyone.
  if (fresh) rmSync(out, { recursive: true, force: true });
  const args = fresh
    ? [project, '--data', join(folder, 'data'), '--validation', '0.2', '--seed', '5', '--out', out]
    : ['--resume', out];
  const computed = ['--device', 'cpu', '--threads', String(threads)];
  const common = [...computed, '--checkpoint-seconds', '0.02', '--json'];
  const child = spawn(process.execPath, [builtFile('main', 'cli.js'), 'train', ...args, ...common], {
    cwd: folder,
    detached: true,
    env: { ...cliEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const kept: number[] = [];
  let begin = () => {};
  const training = new Promise<void>((resolve) => (begin = resolve));
  let text = '';
  child.stdout?.on('data', (data: Buffer) => {
    const lines = (text + data.toString()).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const said = JSON.parse(line) as { event: string; epoch: number };
      if (said.event === 'start') begin();
      if (said.event === 'epoch') kept.push(said.epoch);
    }
  });
  let errors = '';
  child.stderr?.on('data', (data: Buffer) => (errors += data.toString()));
  const ended = new Promise<{ code: number | null; errors: string }>((resolve) =>
    child.once('close', (code) => {
      begin();
      resolve({ code, errors });
    }),
  );
  return { child, kept, training, ended };
}

/** Kills a command and its engine at once, as a lost machine would. */
function end({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
}

/** Waits, and kills where the command has not ended by itself. */
async function killAfter(run: Started, milliseconds: number, from: 'spawn' | 'training'): Promise<void> {
  if (from === 'training') await run.training;
  const timer = setTimeout(() => end(run.child), milliseconds);
  await run.ended;
  clearTimeout(timer);
}

/** From a millisecond to about a second, as many in each decade. */
function logUniform(least: number, most: number): number {
  return least * (most / least) ** random.nextUniform();
}

/** What of a killed run is broken or was promised and is gone; null where nothing is. */
function damage(name: string, kept: readonly number[]): string | null {
  const out = join(folder, name);
  if (!existsSync(runPaths(out).run)) return kept.length > 0 ? 'the run is gone' : null;
  try {
    const { paths } = openRun(out);
    if (!existsSync(paths.last)) return kept.length > 0 ? 'every checkpoint is gone' : null;
    const { reported, best } = loadCheckpoint(paths, 'last');
    const lost = kept.filter((epoch) => epoch > reported);
    if (lost.length > 0) return `epochs ${lost} were kept, the checkpoint is of ${reported}`;
    const logged = readMetrics(paths.metrics).map(({ epoch }) => epoch);
    for (const epoch of RESULTS.filter((one) => one <= reported))
      if (!logged.includes(epoch)) return `epoch ${epoch} is not logged`;
    if (best && (loadCheckpoint(paths, 'best').best?.epoch ?? 0) < best.epoch) return 'the best is gone';
    if (reported > 0) readJson(readFileSync(paths.evaluation, 'utf8'), { file: paths.evaluation });
    if (existsSync(paths.plan)) readJson(readFileSync(paths.plan, 'utf8'), { file: paths.plan });
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
}

/** How a run ended: its last checkpoint's bytes, and what it logged of each epoch but the time it took. */
function ending(name: string): { last: Buffer; epochs: unknown } {
  const paths = runPaths(join(folder, name));
  const epochs = readMetrics(paths.metrics).map(({ seconds, imagesPerSecond, ...line }) => {
    expect(seconds).toBeGreaterThan(0);
    expect(imagesPerSecond).toBeGreaterThan(0);
    return line;
  });
  return { last: readFileSync(paths.last), epochs };
}

async function finish(name: string, threads: number): Promise<void> {
  const { code, errors } = await start(name, threads).ended;
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
}

test('a run killed again and again ends with the bits of one that never was, and loses no epoch it said was kept', async () => {
  await finish('unbroken', 1);
  const unbroken = ending('unbroken');
  expect((unbroken.epochs as { epoch: number }[]).map(({ epoch }) => epoch)).toEqual(RESULTS);
  let underWay = 0;
  for (const threads of [1, 2]) {
    const name = `killed with ${threads}`;
    const kept: number[] = [];
    for (let kill = 0; kill < 4; kill++) {
      const run = start(name, threads);
      const first = kill === 0;
      // The first one early, while images are read, the run is made and the engine starts.
      await killAfter(run, first ? logUniform(20, 500) : logUniform(15, 500), first ? 'spawn' : 'training');
      kept.push(...run.kept);
      expect(damage(name, kept)).toBe(null);
      if (existsSync(runPaths(join(folder, name)).last) && run.kept.length < RESULTS.length) underWay++;
    }
    await finish(name, threads);
    const killed = ending(name);
    expect(Buffer.compare(killed.last, unbroken.last)).toBe(0);
    expect(killed.epochs).toEqual(unbroken.epochs);
  }
  expect(underWay).toBeGreaterThan(2);
}, 120_000);

/** Waits for the engine of a command that runs with the preload `telling`; its process number. */
async function engineOf(pids: string): Promise<number> {
  const engine = () =>
    readdirSync(pids).find((pid) => readFileSync(join(pids, pid), 'utf8').endsWith('engine.js'));
  await expect.poll(engine, { timeout: 20_000 }).toBeDefined();
  return Number(engine());
}

/** A preload by which each process says its number and program in a folder, until it ends. */
function telling(pids: string): NodeJS.ProcessEnv {
  mkdirSync(pids);
  const preload = `${pids}.mjs`;
  writeFileSync(
    preload,
    `import fs from 'node:fs';
     const file = ${JSON.stringify(`${pids}/`)} + process.pid;
     fs.writeFileSync(file, process.argv[1] ?? '');
     process.on('exit', () => fs.rmSync(file));`,
  );
  return { NODE_OPTIONS: `--import=file://${preload}` };
}

test('an engine that is killed ends the run with a sentence, and the run goes on from where it was', async () => {
  const pids = join(folder, 'engine-pids');
  const run = start('without engine', 1, telling(pids));
  await run.training;
  process.kill(await engineOf(pids), 'SIGKILL');
  const { code, errors } = await run.ended;
  expect({ code, errors }).toEqual({
    code: 1,
    errors:
      "signalbox train: the engine's process is gone: it was ended by SIGKILL; what was saved is kept, and the run can be resumed\n",
  });
  expect(damage('without engine', run.kept)).toBe(null);
  await finish('without engine', 1);
}, 60_000);

test('an engine does not outlive its command', async () => {
  const pids = join(folder, 'host-pids');
  const run = start('without host', 1, telling(pids));
  await run.training;
  const engine = await engineOf(pids);
  run.child.kill('SIGKILL');
  await run.ended;
  await expect.poll(() => existsSync(join(pids, String(engine))), { timeout: 20_000 }).toBe(false);
}, 60_000);

test('the planted bug is caught: a checkpoint written in place', async () => {
  const preload = join(folder, 'in-place.mjs');
  writeFileSync(
    preload,
    `import fs from 'node:fs';
     import { syncBuiltinESMExports } from 'node:module';
     const moment = new Int32Array(new SharedArrayBuffer(4));
     fs.renameSync = (from, to) => {
       const bytes = fs.readFileSync(from);
       const descriptor = fs.openSync(to, 'w');
       for (let at = 0; at < bytes.length; at += 2048) {
         fs.writeSync(descriptor, bytes, at, Math.min(2048, bytes.length - at));
         Atomics.wait(moment, 0, 0, 1);
       }
       fs.closeSync(descriptor);
       fs.rmSync(from);
     };
     syncBuiltinESMExports();`,
  );
  const found: string[] = [];
  for (let attempt = 0; attempt < 12 && found.length === 0; attempt++) {
    const name = `in place ${attempt}`;
    const run = start(name, 1, { NODE_OPTIONS: `--import=file://${preload}` });
    await killAfter(run, logUniform(20, 300), 'training');
    const seen = damage(name, run.kept);
    if (seen !== null) found.push(seen);
  }
  expect(found).toHaveLength(1);
}, 120_000);
