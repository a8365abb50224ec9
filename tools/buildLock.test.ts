import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeBuildLock } from './buildLock.mjs';

let folder: string;
let path: string;
let told: string[];
const say = (line: string) => told.push(line);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-lock-'));
  path = join(folder, 'build.lock');
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a free lock is taken at once and gone when released', async () => {
  const release = await takeBuildLock(path, say);
  expect(existsSync(path)).toBe(true);
  release();
  expect(existsSync(path)).toBe(false);
  expect(told).toEqual([]);
});

test('a second build waits for the first, and says so once', async () => {
  const order: string[] = [];
  const release = await takeBuildLock(path, say);
  const second = takeBuildLock(path, (line) => {
    say(line);
    order.push('first done');
    release();
  }).then((releaseSecond) => {
    order.push('second begins');
    releaseSecond();
  });
  await second;
  expect(order).toEqual(['first done', 'second begins']);
  expect(told).toEqual(['Waiting for another build of this folder ...']);
});

test('the lock of a process that has died is taken over', async () => {
  const dead = spawnSync(process.execPath, ['--version']).pid;
  writeFileSync(path, `${dead}\n`);
  const release = await takeBuildLock(path, say);
  release();
  expect(told).toEqual([]);
});

test('a lock that no build can have held for so long is taken over', async () => {
  writeFileSync(path, `${process.pid}\n`);
  utimesSync(path, 1_000_000_007, 1_000_000_007);
  const release = await takeBuildLock(path, say);
  release();
  expect(told).toEqual([]);
});
