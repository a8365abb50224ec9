import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { cutAfter, serve } from './testing/archiveServer.ts';
import { gtsrbStage, labelsZip, testZip, trainingZip } from './testing/gtsrbStage.ts';

const stage = gtsrbStage();
beforeEach(stage.open);
afterEach(stage.close);
const { work, folder, start, held } = stage;

test('an archive with a wrong checksum is removed, the others are kept, and it can be had again', async () => {
  const good = stage.server.files.get(testZip) as Buffer;
  const bad = Buffer.from(good);
  bad[500] ^= 1;
  stage.server.files.set(testZip, bad);
  const { gtsrb, ends } = start();
  await gtsrb.control('start');
  const failed = await ends();
  expect(failed.state).toBe('failed');
  expect(failed.sentence).toMatch(
    /^GTSRB_Final_Test_Images\.zip came out damaged, or was changed where it lies: its SHA256 is [0-9a-f]{64}, expected [0-9a-f]{64}; it was removed; what was downloaded is kept$/,
  );
  expect(failed.files.map(({ bytes }) => bytes > 0)).toEqual([true, false, false]);
  stage.server.files.set(testZip, good);
  await gtsrb.control('start');
  expect((await ends()).state).toBe('ready');
  expect(stage.server.requests.map(({ url }) => url.slice(1))).toEqual([
    labelsZip,
    testZip,
    testZip,
    trainingZip,
  ]);
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
  stage.server.answers.push(
    serve(stage.server),
    serve(stage.server),
    cutAfter(20_000, stage.server),
    ...Array.from({ length: 6 }, () => cutAfter(0, stage.server)),
  );
  const { gtsrb, ends } = start();
  await gtsrb.control('start');
  const failed = await ends();
  expect(failed.state).toBe('failed');
  expect(failed.sentence).toMatch(
    /^could not download GTSRB_Final_Training_Images\.zip from .*; what was downloaded is kept$/,
  );
  stage.server.answers.length = 0;
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
  expect(stage.server.requests.at(-1)?.range).toBe(`bytes=${failed.files[2].bytes}-`);
});

test('a disk that is full while it unpacks keeps the stage.archives and no half folder', async () => {
  const full = { now: true };
  const { gtsrb, ends } = start(fullDisk(/00003_00029\.ppm$/, full));
  await gtsrb.control('start');
  expect((await ends()).sentence).toMatch(/00003_00029\.ppm: the disk is full; what was downloaded is kept$/);
  expect(existsSync(folder())).toBe(false);
  expect(readdirSync(work()).filter((name) => !/\.part(\.json)?$/.test(name))).toEqual([]);
  full.now = false;
  await gtsrb.control('resume');
  expect((await ends()).state).toBe('ready');
  expect(stage.server.requests).toHaveLength(3);
});

test('paused while it unpacks, it unpacks anew later', async () => {
  const { gtsrb, reached, ends } = start();
  await gtsrb.control('start');
  await reached(({ state }) => state === 'unpacking');
  expect((await gtsrb.control('pause')).state).toBe('paused');
  expect(existsSync(folder())).toBe(false);
  await gtsrb.control('resume');
  expect((await ends()).state).toBe('ready');
  expect(stage.server.requests).toHaveLength(3);
});
