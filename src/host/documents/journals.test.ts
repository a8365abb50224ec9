import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestContext, testContext, testPage } from '../app/testing/testContext.ts';
import { nodeFileSystem } from '../files/fileSystem.ts';
import { createFaultyFileSystem } from '../files/testing/faultyFileSystem.ts';
import { lockRun } from '../runs/lock.ts';
import { createJournals } from './journals.ts';

let context: TestContext;
beforeEach(() => {
  context = testContext();
});
afterEach(() => context.remove());

const journal = (id: string, text = 'text of a graph') => ({
  id,
  name: `${id}.json`,
  path: null,
  text,
  savedHash: null,
});

const folders = () => readdirSync(join(context.homeFolder, 'journals'));

/** What a process that is gone has left: a folder of journals that nobody holds. */
function leftBehind(ids: readonly string[], name = 'deadbeef'): string {
  const folder = join(context.homeFolder, 'journals', name);
  mkdirSync(folder, { recursive: true });
  ids.forEach((id, i) => {
    writeFileSync(join(folder, `${id}.json`), JSON.stringify({ ...journal(id), written: 100 + i }));
  });
  return folder;
}

test('a journal belongs to its page while that is connected, and is there for the others after', async () => {
  const journals = createJournals(context.homeFolder, { now: () => 4711 });
  const [writing, staying] = [testPage(), testPage()];
  await journals.write(journal('window-1', 'one'), writing);
  await journals.write(journal('window-1', 'two'), writing);
  await journals.write(journal('window-2'), staying);
  expect(await journals.list()).toEqual([]);
  writing.leave();
  expect(await journals.list()).toEqual([{ ...journal('window-1', 'two'), written: 4711 }]);
  await journals.drop('window-1');
  expect(await journals.list()).toEqual([]);
});

test('a page that comes back under another connection owns its journal again', async () => {
  const journals = createJournals(context.homeFolder);
  const [before, after] = [testPage(), testPage()];
  await journals.write(journal('window-1'), before);
  await journals.write(journal('window-1'), after);
  before.leave();
  expect(await journals.list()).toEqual([]);
});

test('what a process that is gone left is listed newest first and can be dropped; its folder then goes', async () => {
  leftBehind(['older-edits', 'newer-edits']);
  const journals = createJournals(context.homeFolder);
  expect((await journals.list()).map(({ id }) => id)).toEqual(['newer-edits', 'older-edits']);
  await journals.drop('older-edits');
  expect((await journals.list()).map(({ id }) => id)).toEqual(['newer-edits']);
  await journals.drop('newer-edits');
  expect(folders()).toEqual([]);
});

test('of a journal that a page went on with in another process, only what it wrote last is there', async () => {
  const folder = leftBehind(['window-1', 'window-2']);
  const journals = createJournals(context.homeFolder, { now: () => 4711 });
  const page = testPage();
  await journals.write(journal('window-1', 'newer'), page);
  expect((await journals.list()).map(({ id }) => id)).toEqual(['window-2']);
  page.leave();
  expect((await journals.list()).map(({ id, text }) => [id, text])).toEqual([
    ['window-1', 'newer'],
    ['window-2', 'text of a graph'],
  ]);
  expect(readdirSync(folder)).toEqual(['window-2.json']);
});

test('what a living process has written is neither listed nor dropped', async () => {
  const folder = leftBehind(['elsewhere-1']);
  const lock = await lockRun(folder);
  const journals = createJournals(context.homeFolder);
  expect(await journals.list()).toEqual([]);
  await journals.drop('elsewhere-1');
  await lock.release();
  expect(await journals.list()).toHaveLength(1);
});

test('damaged journals are passed over, and swept after thirty days', async () => {
  const folder = leftBehind(['good-edits']);
  const now = Date.now();
  const [young, old] = ['young-damage', 'aged-damage'].map((id) => {
    const path = join(folder, `${id}.json`);
    writeFileSync(path, '{ "id": "you');
    return path;
  });
  utimesSync(old, new Date(now - 31 * 86_400_000), new Date(now - 31 * 86_400_000));
  const journals = createJournals(context.homeFolder, { now: () => now });
  expect((await journals.list()).map(({ id }) => id)).toEqual(['good-edits']);
  expect([existsSync(young), existsSync(old)]).toEqual([true, false]);
});

test('of more than fifty the oldest go', async () => {
  leftBehind(Array.from({ length: 57 }, (_, i) => `journal-${i}`));
  const found = await createJournals(context.homeFolder).list();
  expect(found.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, i) => `journal-${56 - i}`));
  expect(readdirSync(join(context.homeFolder, 'journals', 'deadbeef'))).toHaveLength(50);
});

test('where the journals were cleared away, the next write is a sentence and the one after it goes well', async () => {
  const journals = createJournals(context.homeFolder);
  const page = testPage();
  await journals.write(journal('window-1'), page);
  rmSync(join(context.homeFolder, 'journals'), { recursive: true });
  await expect(journals.write(journal('window-1'), page)).rejects.toThrow('no such file');
  await journals.write(journal('window-1'), page);
  page.leave();
  expect(await journals.list()).toHaveLength(1);
});

test('a full disk is a sentence, and the next write may succeed', async () => {
  let isFull = true;
  const full = createFaultyFileSystem(nodeFileSystem, { at: 0, code: 'ENOSPC', forever: true }).files;
  const open: typeof full.open = (...given) => (isFull ? full : nodeFileSystem).open(...given);
  const journals = createJournals(context.homeFolder, { files: { ...nodeFileSystem, open } });
  const page = testPage();
  await expect(journals.write(journal('window-1'), page)).rejects.toThrow('the disk is full');
  isFull = false;
  await journals.write(journal('window-1'), page);
  page.leave();
  expect(await journals.list()).toHaveLength(1);
});
