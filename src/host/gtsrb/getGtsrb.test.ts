import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFolder } from '../data/readFolder.ts';
import type { GetGtsrb } from './getGtsrb.ts';
import { gtsrbStage, labelsZip, testZip, trainingZip } from './testing/gtsrbStage.ts';

const stage = gtsrbStage();
beforeEach(stage.open);
afterEach(stage.close);
const { folder, start, held } = stage;

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
  expect(existsSync(join(stage.homeFolder, 'datasets'))).toBe(false);
});

test('it downloads, checks and unpacks into a folder that can be trained on', async () => {
  const { gtsrb, told, ends, names } = start();
  expect((await gtsrb.control('start')).state).toBe('downloading');
  const state = await ends();
  expect([state.state, state.share, state.sentence]).toEqual(['ready', null, null]);
  expect(names()).toEqual(['downloading', 'unpacking', 'ready']);
  expect(state.files.every(({ bytes, total }) => bytes === total)).toBe(true);
  expect(readdirSync(join(stage.homeFolder, 'datasets'))).toEqual(['GTSRB']);
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
  expect(stage.server.requests).toHaveLength(3);
});

test('paused, it keeps what came; resumed, it asks for the rest', async () => {
  const { gtsrb, ends } = await held(20_011);
  const paused = await gtsrb.control('pause');
  expect([paused.state, paused.bytesPerSecond]).toEqual(['paused', 0]);
  expect(paused.files.map(({ bytes }) => bytes)).toEqual([
    stage.archives[0].bytes,
    stage.archives[1].bytes,
    20_011,
  ]);
  expect(paused.share).toBeGreaterThan(0.2);
  expect((await gtsrb.control('pause')).state).toBe('paused');
  await gtsrb.control('resume');
  expect((await ends()).state).toBe('ready');
  expect(stage.server.requests.slice(3)).toEqual([
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
  expect(stage.server.requests).toHaveLength(4);
});

test('what changed at the stage.server in between starts over', async () => {
  await (await held(30_001)).gtsrb.control('pause');
  stage.server.etag = '"second"';
  const { gtsrb, ends } = start();
  await gtsrb.control('resume');
  expect((await ends()).state).toBe('ready');
  expect(stage.server.requests).toHaveLength(4);
});

test('cancelled, while it runs or is paused, it removes what came', async () => {
  const running = await held(20_000);
  expect((await running.gtsrb.control('cancel')).state).toBe('absent');
  expect(readdirSync(join(stage.homeFolder, 'datasets'))).toEqual([]);
  const again = await held(10_000);
  await again.gtsrb.control('pause');
  expect((await start().gtsrb.control('cancel')).state).toBe('absent');
  expect(readdirSync(join(stage.homeFolder, 'datasets'))).toEqual([]);
});

test('two pages that start it at once start it once', async () => {
  const { gtsrb, ends } = start();
  await Promise.all([gtsrb.control('start'), gtsrb.control('start'), gtsrb.control('resume')]);
  expect((await ends()).state).toBe('ready');
  expect(stage.server.requests).toHaveLength(3);
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
  expect([readdirSync(folder()), stage.server.requests]).toEqual([['mine.txt'], []]);
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
