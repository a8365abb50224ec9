import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sentenceOf } from '../../shared/testing/sentenceOf.ts';
import { claimRunFolder, createRunFolder, freezeRun, openRun, runPaths } from './runFolder.ts';
import { document, run } from './testing/runScenario.ts';

let parent = '';
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'signalbox-runs-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

const now = new Date('2026-11-23T16:20:05.678Z');

test('a run without a name is called after the time, and no two are called alike', () => {
  const runs = join(parent, 'deep', 'runs');
  const folders = [1, 2, 3].map(() => relative(runs, createRunFolder(runs, now)));
  expect(folders).toEqual(['2026-11-23T16-20-05', '2026-11-23T16-20-05-2', '2026-11-23T16-20-05-3']);
});

test('a clock that goes back overwrites nothing', () => {
  const first = createRunFolder(parent, now);
  const earlier = createRunFolder(parent, new Date(now.getTime() - 86_400_000));
  const again = createRunFolder(parent, now);
  expect(new Set([first, earlier, again]).size).toBe(3);
});

test('a folder that cannot be made is told by its name', () => {
  writeFileSync(join(parent, 'file'), '');
  expect(sentenceOf(() => createRunFolder(join(parent, 'file', 'runs'), now))).toBe(
    `could not create folder ${parent}/file/runs: a part of the path is no folder`,
  );
});

const names = [
  'plain',
  'two words',
  ' leading and trailing ',
  'quotes\'"`',
  '$HOME;&|<>*?',
  'new\nline',
  '-leading',
  '--resume',
  'é and e\u0301',
  '🚸',
  '限速',
  '\u202egnp.exe',
  'back\\slash',
  'trailing.',
  'CON',
  '%s%00',
  'x'.repeat(255),
  '🚸'.repeat(63),
  'a/b/c/d/e',
  `${'deep/'.repeat(40)}end`,
];

test.each(names)('a run lives in a folder called %j', (name) => {
  const folder = join(parent, name);
  const paths = runPaths(claimRunFolder(folder));
  freezeRun({ run, document }, paths);
  const opened = openRun(folder);
  expect(opened.run).toEqual(run);
  expect(opened.document).toEqual(document);
  expect(readdirSync(opened.paths.folder).sort()).toEqual(['graph.json', 'run.json']);
  expect(sentenceOf(() => claimRunFolder(folder))).toBe(
    `${folder} holds a run already; expected an empty or new folder, or --resume ${folder}`,
  );
});

test('a folder with something else in it is left alone', () => {
  writeFileSync(join(parent, 'thesis.tex'), 'years of work');
  expect(sentenceOf(() => claimRunFolder(parent))).toBe(
    `${parent} is not empty (it holds thesis.tex); expected an empty or new folder`,
  );
  expect(readdirSync(parent)).toEqual(['thesis.tex']);
});

test('what a killed start left behind does not keep a folder from being claimed', () => {
  writeFileSync(join(parent, '.tmp-0badcafe'), 'half');
  expect(claimRunFolder(parent)).toBe(parent);
});

test('a name that looks like a temporary file but is none keeps it', () => {
  writeFileSync(join(parent, '.tmp-mine'), 'mine');
  expect(sentenceOf(() => claimRunFolder(parent))).toContain('(it holds .tmp-mine)');
});

test('a file where the folder should be, and a name that is too long, are sentences', () => {
  const file = join(parent, 'file');
  writeFileSync(file, '');
  expect(sentenceOf(() => claimRunFolder(file))).toBe(
    `could not read folder ${file}: a part of the path is no folder`,
  );
  const long = join(parent, 'x'.repeat(256));
  expect(sentenceOf(() => claimRunFolder(long))).toBe(
    `could not create folder ${long}: the name is too long`,
  );
});

test('a folder that is no run says what is missing', () => {
  const missing = join(parent, 'missing');
  expect(sentenceOf(() => openRun(missing))).toBe(`there is no run folder ${missing}`);
  expect(sentenceOf(() => openRun(parent))).toBe(`${parent} holds no run: run.json is missing`);
  writeFileSync(join(parent, 'run.json'), '{}');
  expect(sentenceOf(() => openRun(parent))).toContain(
    `${parent}/run.json does not describe a run: field version`,
  );
});

test('a run whose graph is gone or cut says so', () => {
  const paths = runPaths(claimRunFolder(join(parent, 'mine')));
  freezeRun({ run, document }, paths);
  const text = readFileSync(paths.graph, 'utf8');
  writeFileSync(paths.graph, text.slice(0, 100));
  expect(sentenceOf(() => openRun(paths.folder))).toMatch(
    /mine\/graph\.json is truncated: it ends at line \d, column \d+, where/,
  );
  rmSync(paths.graph);
  expect(sentenceOf(() => openRun(paths.folder))).toBe(
    `could not read ${paths.graph}: there is no such file or folder`,
  );
  mkdirSync(paths.graph);
  expect(sentenceOf(() => openRun(paths.folder))).toBe(
    `could not read ${paths.graph}: it is a folder, expected a file`,
  );
});

test('the graph is there before run.json makes the folder a run', () => {
  const paths = runPaths(claimRunFolder(join(parent, 'mine')));
  mkdirSync(paths.run);
  expect(sentenceOf(() => freezeRun({ run, document }, paths))).toContain(`could not write ${paths.run}: `);
  expect(readdirSync(paths.folder).map((name) => basename(name))).toEqual(['graph.json', 'run.json']);
});
