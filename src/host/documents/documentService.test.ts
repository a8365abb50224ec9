import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tinyProject } from '../../cli/testing/runCli.ts';
import type { ListedFiles } from '../../shared/api/documents.ts';
import { readDocument, writeDocument } from '../../shared/documentFile.ts';
import { type TestContext, testContext, testPage } from '../app/testing/testContext.ts';
import { judge } from '../model.ts';
import { packageFolder } from '../paths.ts';
import { createDocumentService } from './documentService.ts';

let context: TestContext;
beforeEach(() => {
  context = testContext();
});
afterEach(() => context.remove());

const page = testPage();
const text = writeDocument(tinyProject());
const names = (listing: { readonly entries: readonly { readonly name: string }[] }) =>
  listing.entries.map(({ name }) => name);

test('the templates are all graphs that come with the program, each without a fault', async () => {
  const templates = await createDocumentService(context).templates({}, page);
  const graphs = readdirSync(join(packageFolder(), 'resources', 'graphs'));
  expect(templates.map(({ name }) => `${name}.json`).sort()).toEqual(graphs.sort());
  for (const { name, title, summary, text: project } of templates) {
    expect(judge(readDocument(project, name)).problems).toEqual([]);
    expect([title, summary]).not.toContain('');
  }
});

test('the list of roots leads to folders and project files, and not further up', async () => {
  const service = createDocumentService(context);
  for (const folder of ['b', 'a10', 'a9', '.hidden']) mkdirSync(join(context.root, folder));
  for (const file of ['net10.json', 'net9.json', '.secret.json', 'notes.txt'])
    writeFileSync(join(context.root, file), text);
  const top = await service.listFolder({ path: null, files: ['json'] }, page);
  expect(top).toMatchObject({ path: null, parent: null, entries: [{ path: context.root, kind: 'folder' }] });
  const listing = await service.listFolder({ path: top.entries[0].path, files: ['json'] }, page);
  expect(names(listing)).toEqual(['a9', 'a10', 'b', 'net9.json', 'net10.json']);
  expect(listing).toMatchObject({ path: context.root, parent: null, omitted: 0 });
  expect(listing.entries[3]).toMatchObject({ kind: 'file', bytes: Buffer.byteLength(text) });
  const below = await service.listFolder({ path: join(context.root, 'b'), files: ['json'] }, page);
  expect(below).toMatchObject({ parent: context.root, entries: [] });
});

test('files of other endings are listed where they are asked for, and all or none', async () => {
  const service = createDocumentService(context);
  mkdirSync(join(context.root, 'sub'));
  for (const file of ['a.onnx', 'B.ONNX', 'c.json', 'd']) writeFileSync(join(context.root, file), text);
  const listed = async (files: ListedFiles) =>
    names(await service.listFolder({ path: context.root, files }, page));
  expect(await listed(['onnx'])).toEqual(['sub', 'a.onnx', 'B.ONNX']);
  expect(await listed('all')).toEqual(['sub', 'a.onnx', 'B.ONNX', 'c.json', 'd']);
  expect(await listed('none')).toEqual(['sub']);
});

test('a folder is listed however many files come before it by name', async () => {
  for (let i = 0; i < 2003; i++) writeFileSync(join(context.root, `${i}.json`), '');
  mkdirSync(join(context.root, 'zebra'));
  const service = createDocumentService(context);
  const listing = await service.listFolder({ path: context.root, files: ['json'] }, page);
  expect([listing.entries[0].name, listing.entries.length, listing.omitted]).toEqual(['zebra', 2000, 4]);
});

test('a link is listed as what it leads to within the roots, and left out where it leads away', async () => {
  mkdirSync(join(context.root, 'inner'));
  symlinkSync(join(context.root, 'inner'), join(context.root, 'shortcut'));
  symlinkSync(context.homeFolder, join(context.root, 'away'));
  symlinkSync('/nowhere', join(context.root, 'broken'));
  const listing = await createDocumentService(context).listFolder(
    { path: context.root, files: ['json'] },
    page,
  );
  expect(names(listing)).toEqual(['inner', 'shortcut']);
  expect(listing.entries[1].path).toBe(join(context.root, 'inner'));
});

test('of a very large folder the first are listed and the rest counted', async () => {
  for (let i = 0; i < 2013; i++) mkdirSync(join(context.root, `folder${i}`));
  const listing = await createDocumentService(context).listFolder(
    { path: context.root, files: ['json'] },
    page,
  );
  expect([listing.entries.length, listing.omitted]).toEqual([2000, 13]);
});

test('a new folder is made and listed; one that is there is a sentence', async () => {
  const service = createDocumentService(context);
  const path = join(context.root, 'new');
  expect(await service.makeFolder({ path }, page)).toMatchObject({ path, entries: [] });
  await expect(async () => service.makeFolder({ path }, page)).rejects.toThrow('it exists already');
});

test('nothing outside the roots is opened, saved, listed or made', async () => {
  const service = createDocumentService(context);
  writeFileSync(join(context.homeFolder, 'net.json'), text);
  symlinkSync(context.homeFolder, join(context.root, 'link'));
  for (const folder of [context.homeFolder, join(context.root, 'link'), `${context.root}/../..`]) {
    const path = join(folder, 'net.json');
    const tries = [
      () => service.openDocument({ path }, page),
      () => service.saveDocument({ path, text, expected: 'any' }, page),
      () => service.listFolder({ path: folder, files: ['json'] }, page),
      () => service.makeFolder({ path: join(folder, 'made') }, page),
    ];
    for (const attempt of tries) {
      await expect(async () => attempt()).rejects.toMatchObject({ problem: { code: 'outside-roots' } });
    }
  }
  expect(readFileSync(join(context.homeFolder, 'net.json'), 'utf8')).toBe(text);
});

test('what was opened or saved is recent, newest first, once each, and known to be missing when it is gone', async () => {
  const service = createDocumentService(context);
  const [one, two] = ['one.json', 'two.json'].map((name) => join(context.root, name));
  for (const path of [one, two]) await service.saveDocument({ path, text, expected: null }, page);
  await service.openDocument({ path: one }, page);
  const list = async () => createDocumentService(context).recentDocuments({}, page);
  expect((await list()).map(({ path, name, missing }) => [path, name, missing])).toEqual([
    [one, 'one.json', false],
    [two, 'two.json', false],
  ]);
  const elsewhere = createDocumentService({ ...context, roots: () => [join(context.root, 'sub')] });
  expect(await elsewhere.recentDocuments({}, page)).toEqual([]);
  await service.clearRecentDocuments({}, page);
  expect(await list()).toEqual([]);
});

test("in the app's own window a recent project may be opened and saved at a later start, and nothing beside it", async () => {
  const away = join(context.homeFolder, 'away');
  mkdirSync(away);
  const [chosen, beside] = ['chosen.json', 'beside.json'].map((name) => join(away, name));
  for (const path of [chosen, beside]) writeFileSync(path, text);
  const granted = { ...context, surface: 'electron' as const, roots: () => [context.root, chosen] };
  await createDocumentService(granted).openDocument({ path: chosen }, page);
  const later = createDocumentService({ ...context, surface: 'electron' });
  const { hash } = await later.openDocument({ path: chosen }, page);
  await later.saveDocument({ path: chosen, text, expected: hash }, page);
  const outside = { problem: { code: 'outside-roots' } };
  await expect(async () => later.openDocument({ path: beside }, page)).rejects.toMatchObject(outside);
  await expect(async () => later.listFolder({ path: away, files: 'all' }, page)).rejects.toMatchObject(
    outside,
  );
  const served = createDocumentService({ ...context, surface: 'serve' });
  await expect(async () => served.openDocument({ path: chosen }, page)).rejects.toMatchObject(outside);
});

test('a file that is no project is not recent', async () => {
  const service = createDocumentService(context);
  const path = join(context.root, 'package.json');
  writeFileSync(path, '{ "name": "other" }');
  await expect(async () => service.openDocument({ path }, page)).rejects.toThrow(path);
  expect(await service.recentDocuments({}, page)).toEqual([]);
});

test('twenty recent projects are kept, whatever the disk says to the list', async () => {
  const service = createDocumentService(context);
  for (let i = 0; i < 23; i++) {
    await service.saveDocument({ path: join(context.root, `net${i}.json`), text, expected: null }, page);
  }
  const recent = await service.recentDocuments({}, page);
  expect(recent.map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, i) => `net${22 - i}.json`));
  mkdirSync(join(context.homeFolder, 'blocked'));
  writeFileSync(join(context.homeFolder, 'blocked', 'home'), 'a file where a folder should be');
  const blocked = createDocumentService({ ...context, homeFolder: join(context.homeFolder, 'blocked/home') });
  await blocked.openDocument({ path: join(context.root, 'net4.json') }, page);
});
