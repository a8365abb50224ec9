import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ProblemError } from '../../shared/problem.ts';
import { lockRun } from './lock.ts';

let bundle = '';
let folder = '';
let children: ChildProcess[] = [];

beforeAll(async () => {
  bundle = mkdtempSync(join(tmpdir(), 'signalbox-lock-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, 'lock.ts'),
      outDir: bundle,
      rolldownOptions: { output: { entryFileNames: 'lock.mjs' } },
    },
  });
});
afterAll(() => rmSync(bundle, { recursive: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-run-'));
  children = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** What a process says first of its try to lock the folder: `held`, or the sentence. It holds the lock until it is ended. */
function claim(platform = process.platform): Promise<{ child: ChildProcess; said: string }> {
  const script = `
    import { lockRun } from ${JSON.stringify(`file://${join(bundle, 'lock.mjs')}`)};
    try {
      await lockRun(${JSON.stringify(folder)}, ${JSON.stringify(platform)});
      console.log('held');
      setInterval(() => {}, 1000);
    } catch (error) {
      console.log(error.message);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return new Promise((resolve) => {
    child.stdout?.once('data', (data: Buffer) => resolve({ child, said: data.toString().trim() }));
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

async function sentence(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof ProblemError ? `${error.problem.code}: ${error.message}` : String(error);
}

test('a second process is refused with the number of the first', async () => {
  const { child, said } = await claim();
  expect(said).toBe('held');
  const refused = `the run folder ${folder} is in use by process ${child.pid}; expected it to be free`;
  expect(await sentence(lockRun(folder))).toBe(`run-in-use: ${refused}`);
  expect((await claim()).said).toBe(refused);
});

test('the lock goes with its process, even one that is killed, and leaves nothing', async () => {
  const { child } = await claim();
  const gone = ended(child);
  child.kill('SIGKILL');
  await gone;
  const lock = await lockRun(folder);
  expect(readdirSync(folder)).toEqual([]);
  await lock.release();
  await (await lockRun(folder)).release();
});

test('the same folder by another name is the same, another folder is another', async () => {
  const other = join(folder, 'other');
  mkdirSync(other);
  symlinkSync(folder, join(other, 'link'));
  const locks = await Promise.all([lockRun(folder), lockRun(other)]);
  expect(await sentence(lockRun(join(other, 'link')))).toMatch(
    `run-in-use: the run folder ${other}/link is in use by process`,
  );
  expect(await sentence(lockRun(`${folder}/other/..`))).toMatch('run-in-use');
  for (const lock of locks) await lock.release();
});

test('of twenty processes that want a folder at once exactly one gets it', async () => {
  const claims = await Promise.all(Array.from({ length: 20 }, () => claim()));
  const winners = claims.filter(({ said }) => said === 'held');
  expect(winners).toHaveLength(1);
  for (const { said } of claims) {
    if (said !== 'held')
      expect(said).toBe(
        `the run folder ${folder} is in use by process ${winners[0].child.pid}; expected it to be free`,
      );
  }
});

test('who asks and goes away, or asks and stays, neither ends the run nor holds up its release', async () => {
  vi.stubEnv('TMPDIR', folder);
  const lock = await lockRun(folder, 'darwin');
  const socket = join(folder, readdirSync(folder)[0]);
  for (let i = 0; i < 50; i++) {
    const asking = connect(socket, () => asking.destroy());
    await new Promise((resolve) => asking.once('close', resolve));
  }
  const staying = connect({ path: socket, allowHalfOpen: true });
  staying.on('error', () => {});
  await new Promise((resolve) => staying.once('data', resolve));
  await lock.release();
  staying.destroy();
  expect(existsSync(socket)).toBe(false);
});

test('where sockets are files, one that a killed process left is no lock, and one of a living process is', async () => {
  vi.stubEnv('TMPDIR', folder);
  const first = await claim('darwin');
  expect(first.said).toBe('held');
  expect(await sentence(lockRun(folder, 'darwin'))).toMatch(`in use by process ${first.child.pid};`);
  const gone = ended(first.child);
  first.child.kill('SIGKILL');
  await gone;
  const lock = await lockRun(folder, 'darwin');
  expect(await sentence(lockRun(folder, 'darwin'))).toMatch(`in use by process ${process.pid};`);
  await lock.release();
});

test('a folder that is not there is a sentence', async () => {
  expect(await sentence(lockRun(join(folder, 'missing')))).toBe(
    `file-enoent: could not open folder ${folder}/missing: there is no such file or folder`,
  );
});
