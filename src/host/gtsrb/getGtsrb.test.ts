import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GtsrbState } from '../../shared/api/data.ts';
import { readFolder } from '../data/readFolder.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { createGetGtsrb, type GetGtsrb } from './getGtsrb.ts';
import { type GtsrbArchive, gtsrbArchives } from './source.ts';
import {
  type ArchiveServer,
  cutAfter,
  holdAfter,
  serve,
  startArchiveServer,
} from './testing/archiveServer.ts';
import { smallArchives, tableOf } from './testing/smallArchives.ts';
import { createTestClock, type TestClock } from './testing/testClock.ts';

const [labelsZip, testZip, trainingZip] = gtsrbArchives.map(({ name }) => name);
let homeFolder = '';
let server: ArchiveServer;
let clock: TestClock;
let archives: readonly GtsrbArchive[];

beforeEach(async () => {
  homeFolder = mkdtempSync(join(tmpdir(), 'home-'));
  server = await startArchiveServer();
  clock = createTestClock();
  for (const [name, file] of smallArchives()) server.files.set(name, file);
  archives = tableOf(server.files, server.base);
});
afterEach(async () => {
  await server.close();
  rmSync(homeFolder, { recursive: true });
});

const work = () => join(homeFolder, 'datasets', '.gtsrb');
const folder = () => join(homeFolder, 'datasets', 'GTSRB');

/** "Get GTSRB" as one start of the program has it, and a way to wait for what it tells. */
function start(files: FileSystem = nodeFileSystem) {
  const told: { readonly at: number; readonly state: GtsrbState }[] = [];
  let waiting: (() => void)[] = [];
  const gtsrb = createGetGtsrb({
    homeFolder,
    archives,
    clock,
    files,
    onState: (state) => {
      told.push({ at: clock.now(), state });
      for (const look of waiting) look();
    },
  });
  const reached = (matches: (state: GtsrbState) => boolean) =>
    new Promise<GtsrbState>((resolve) => {
      const look = () => {
        const state = gtsrb.state();
        if (!matches(state)) return;
        waiting = waiting.filter((other) => other !== look);
        resolve(state);
      };
      waiting.push(look);
      look();
    });
  const ends = () => reached(({ state }) => ['ready', 'failed'].includes(state));
  const names = () => [...new Set(told.map(({ state }) => state.state))];
  return { gtsrb, told, reached, ends, names };
}

const hasBytes = (name: string, bytes: number) => (state: GtsrbState) =>
  state.files.some((file) => file.name === name && file.bytes === bytes);

/**
 * Starts a download that the server holds after `bytes` of the training archive, and waits until it is there.
 */
async function held(bytes: number, program = start()) {
  server.answers.push(serve(server), serve(server), holdAfter(bytes, server));
  await program.gtsrb.control('start');
  await program.reached(hasBytes(trainingZip, bytes));
  return program;
}

test('before anything is downloaded it says from where, whom to cite and on what terms', () => {
  const state = start().gtsrb.state();
  expect(state.state).toBe('absent');
  expect(state.source).toContain('https://benchmark.ini.rub.de');
  expect(state.citation).toContain('Stallkamp');
  expect(state.terms).toContain('free to use');
  expect([state.folder, state.share, state.bytesPerSecond, state.sentence]).toEqual([
    folder(),
    null,
    0,
    null,
  ]);
  expect(state.files.map(({ name, bytes }) => [name, bytes])).toEqual([
    [labelsZip, 0],
    [testZip, 0],
    [trainingZip, 0],
  ]);
  expect(existsSync(join(homeFolder, 'datasets'))).toBe(false);
});

test('it downloads, checks and unpacks into a folder that can be trained on', async () => {
  const { gtsrb, told, ends, names } = start();
  expect((await gtsrb.control('start')).state).toBe('downloading');
  const state = await ends();
  expect([state.state, state.share, state.sentence]).toEqual(['ready', null, null]);
  expect(names()).toEqual(['downloading', 'unpacking', 'ready']);
  expect(state.files.every(({ bytes, total }) => bytes === total)).toBe(true);
  expect(readdirSync(join(homeFolder, 'datasets'))).toEqual(['GTSRB']);
  const data = await readFolder(folder(), { split: 'both' });
  expect(data.layout).toBe('gtsrb');
  expect(data.train.map(({ label, track }) => [label, track])).toEqual([
    [0, '0/00000'],
    [0, '0/00000'],
    [7, '7/00000'],
    [7, '7/00001'],
    [42, '42/00003'],
  ]);
  expect(data.test.map(({ file, label }) => [file, label])).toEqual([
    ['Final_Test/Images/00000.ppm', 7],
    ['Final_Test/Images/00001.ppm', 42],
    ['Final_Test/Images/00002.ppm', 7],
  ]);
  const pauses = told.slice(1).map(({ at }, i) => at - told[i].at);
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(200);
  expect(told.at(-1)?.state).toEqual(state);
  expect((await start().gtsrb.control('start')).state).toBe('ready');
  expect(server.requests).toHaveLength(3);
});

test('paused, it keeps what came; resumed, it asks for the rest', async () => {
  const { gtsrb, ends } = await held(20_011);
  const paused = await gtsrb.control('pause');
  expect([paused.state, paused.bytesPerSecond]).toEqual(['paused', 0]);
  expect(paused.files.map(({ bytes }) => bytes)).toEqual([archives[0].bytes, archives[1].bytes, 20_011]);
  expect(paused.share).toBeGreaterThan(0.2);
  expect((await gtsrb.control('pause')).state).toBe('paused');
  await gtsrb.control('resume');
  expect((await ends()).state).toBe('ready');
  expect(server.requests.slice(3)).toEqual([
    { url: `/${trainingZip}`, range: 'bytes=20011-', ifRange: '"first"' },
  ]);
});

test('a later start of the program finds it paused, hashes what is there and goes on', async () => {
  const before = await held(30_001);
  await before.gtsrb.control('pause');
  const { gtsrb, ends, names } = start();
  const found = gtsrb.state();
  expect([found.state, found.files[2].bytes]).toEqual(['paused', 30_001]);
  await gtsrb.control('resume');
  expect((await ends()).state).toBe('ready');
  expect(names()).toEqual(['downloading', 'checking', 'unpacking', 'ready']);
  expect(server.requests).toHaveLength(4);
});

test('what changed at the server in between starts over', async () => {
  await (await held(30_001)).gtsrb.control('pause');
  server.etag = '"second"';
  const { gtsrb, ends } = start();
  await gtsrb.control('resume');
  expect((await ends()).state).toBe('ready');
  expect(server.requests).toHaveLength(4);
});

test('cancelled, while it runs or is paused, it removes what came', async () => {
  const running = await held(20_000);
  expect((await running.gtsrb.control('cancel')).state).toBe('absent');
  expect(readdirSync(join(homeFolder, 'datasets'))).toEqual([]);
  const again = await held(10_000);
  await again.gtsrb.control('pause');
  expect((await start().gtsrb.control('cancel')).state).toBe('absent');
  expect(readdirSync(join(homeFolder, 'datasets'))).toEqual([]);
});

test('an archive with a wrong checksum is removed, the others are kept, and it can be had again', async () => {
  const good = server.files.get(testZip) as Buffer;
  const bad = Buffer.from(good);
  bad[500] ^= 1;
  server.files.set(testZip, bad);
  const { gtsrb, ends } = start();
  await gtsrb.control('start');
  const failed = await ends();
  expect(failed.state).toBe('failed');
  expect(failed.sentence).toMatch(
    /^GTSRB_Final_Test_Images\.zip came out damaged, or was changed where it lies: its SHA256 is [0-9a-f]{64}, expected [0-9a-f]{64}; it was removed; what was downloaded is kept$/,
  );
  expect(failed.files.map(({ bytes }) => bytes > 0)).toEqual([true, false, false]);
  server.files.set(testZip, good);
  await gtsrb.control('start');
  expect((await ends()).state).toBe('ready');
  expect(server.requests.map(({ url }) => url.slice(1))).toEqual([labelsZip, testZip, testZip, trainingZip]);
});

test('a part that the disk has changed is found by its checksum', async () => {
  await (await held(30_001)).gtsrb.control('pause');
  writeFileSync(join(work(), `${trainingZip}.part`), Buffer.alloc(30_001));
  const { gtsrb, ends } = start();
  await gtsrb.control('resume');
  expect((await ends()).sentence).toContain(`${trainingZip} came out damaged`);
  await gtsrb.control('resume');
  expect((await ends()).state).toBe('ready');
});

test('a lost network is one sentence; what came is kept and goes on', async () => {
  server.answers.push(
    serve(server),
    serve(server),
    cutAfter(20_000, server),
    ...Array.from({ length: 6 }, () => cutAfter(0, server)),
  );
  const { gtsrb, ends } = start();
  await gtsrb.control('start');
  const failed = await ends();
  expect(failed.state).toBe('failed');
  expect(failed.sentence).toMatch(
    /^could not download GTSRB_Final_Training_Images\.zip from .*; what was downloaded is kept$/,
  );
  server.answers.length = 0;
  await gtsrb.control('resume');
  const state = await ends();
  expect([state.state, state.sentence]).toEqual(['ready', null]);
});

/** A file system whose disk is full for paths that match, as long as `full` says. */
function fullDisk(matches: RegExp, full: { now: boolean }): FileSystem {
  const open = new Map<number, string>();
  return {
    ...nodeFileSystem,
    open: (path, mode) => {
      const descriptor = nodeFileSystem.open(path, mode);
      open.set(descriptor, path);
      return descriptor;
    },
    write: (descriptor, data) => {
      if (!full.now || !matches.test(open.get(descriptor) ?? ''))
        return nodeFileSystem.write(descriptor, data);
      nodeFileSystem.write(descriptor, data.subarray(0, data.length >> 1));
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    },
  };
}

test('a disk that is full while it downloads loses nothing', async () => {
  const full = { now: true };
  const { gtsrb, ends } = start(fullDisk(/Training_Images\.zip\.part$/, full));
  await gtsrb.control('start');
  const failed = await ends();
  expect(failed.sentence).toMatch(
    /^could not write .*Training_Images\.zip\.part: the disk is full; what was downloaded is kept$/,
  );
  expect(failed.files[2].bytes).toBeGreaterThan(0);
  full.now = false;
  await gtsrb.control('resume');
  expect((await ends()).state).toBe('ready');
  expect(server.requests.at(-1)?.range).toBe(`bytes=${failed.files[2].bytes}-`);
});

test('a disk that is full while it unpacks keeps the archives and no half folder', async () => {
  const full = { now: true };
  const { gtsrb, ends } = start(fullDisk(/00003_00029\.ppm$/, full));
  await gtsrb.control('start');
  expect((await ends()).sentence).toMatch(/00003_00029\.ppm: the disk is full; what was downloaded is kept$/);
  expect(existsSync(folder())).toBe(false);
  expect(readdirSync(work()).filter((name) => !/\.part(\.json)?$/.test(name))).toEqual([]);
  full.now = false;
  await gtsrb.control('resume');
  expect((await ends()).state).toBe('ready');
  expect(server.requests).toHaveLength(3);
});

test('paused while it unpacks, it unpacks anew later', async () => {
  const { gtsrb, reached, ends } = start();
  await gtsrb.control('start');
  await reached(({ state }) => state === 'unpacking');
  expect((await gtsrb.control('pause')).state).toBe('paused');
  expect(existsSync(folder())).toBe(false);
  await gtsrb.control('resume');
  expect((await ends()).state).toBe('ready');
  expect(server.requests).toHaveLength(3);
});

test('two pages that start it at once start it once', async () => {
  const { gtsrb, ends } = start();
  await Promise.all([gtsrb.control('start'), gtsrb.control('start'), gtsrb.control('resume')]);
  expect((await ends()).state).toBe('ready');
  expect(server.requests).toHaveLength(3);
});

test('a second program says who is at it, and cancels nothing there', async () => {
  const first = await held(20_000);
  const second = start();
  await second.gtsrb.control('start');
  const busy = `another Signalbox (process ${process.pid}) is getting GTSRB: wait for it, or stop it there`;
  const { state, sentence } = await second.ends();
  expect([state, sentence]).toEqual(['failed', `${busy}; what was downloaded is kept`]);
  await expect(second.gtsrb.control('cancel')).rejects.toThrow(busy);
  expect((await first.gtsrb.control('pause')).files[2].bytes).toBe(20_000);
});

test('another folder of that name is left alone', async () => {
  mkdirSync(folder(), { recursive: true });
  writeFileSync(join(folder(), 'mine.txt'), 'mine');
  const { gtsrb, ends } = start();
  await gtsrb.control('start');
  expect((await ends()).sentence).toBe(
    `${folder()} is there already and is not GTSRB as it is unpacked: move it away first`,
  );
  expect([readdirSync(folder()), server.requests]).toEqual([['mine.txt'], []]);
});

test('a data folder that goes away makes it absent again', async () => {
  const { gtsrb, ends } = start();
  await gtsrb.control('start');
  await ends();
  rmSync(folder(), { recursive: true });
  expect(gtsrb.state().state).toBe('absent');
});

test('it tells how fast bytes come', async () => {
  const program: { readonly gtsrb: GetGtsrb } = await held(20_000);
  expect(program.gtsrb.state().bytesPerSecond).toBeGreaterThan(0);
  await program.gtsrb.control('cancel');
});
