import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeDataFiles } from '../data/dataFiles.ts';
import { nodeFileSystem } from '../files/fileSystem.ts';
import { openPart } from './partFile.ts';
import type { GtsrbArchive } from './source.ts';

let work = '';
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'part-'));
});
afterEach(() => rmSync(work, { recursive: true }));

const archive = {
  name: 'a.zip',
  url: 'https://example.org/a.zip',
  bytes: 3_000_000,
  checksum: { algorithm: 'md5', hex: '' },
} as GtsrbArchive;
const content = Uint8Array.from({ length: 2_500_000 }, (_, i) => (i * 97) ^ (i >> 11));
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
const tools = { files: nodeFileSystem, dataFiles: nodeDataFiles };

function open(given = archive, onHashed = (_: number) => {}, signal = new AbortController().signal) {
  return openPart(work, given, tools, signal, onHashed);
}

/** A part of the whole content, as a program before left it. */
async function leave(): Promise<void> {
  const part = await open();
  part.begin('"v1"');
  part.write(content.subarray(0, 1_000_001));
  part.rest();
  part.write(content.subarray(1_000_001));
  part.rest();
}

test('a part is taken up where it was left, with its checksum and version', async () => {
  await leave();
  const hashed: number[] = [];
  const part = await open(archive, (bytes) => hashed.push(bytes));
  expect([part.bytes, part.validator, part.checksum()]).toEqual([2_500_000, '"v1"', md5(content)]);
  expect(hashed).toEqual([1_048_576, 1_048_576, 402_848]);
  part.write(Uint8Array.of(5, 6, 7));
  part.rest();
  expect(part.checksum()).toBe(md5(Buffer.concat([content, Uint8Array.of(5, 6, 7)])));
  expect(readFileSync(part.path)).toHaveLength(2_500_003);
});

test('a part of nothing is empty', async () => {
  const part = await open();
  expect([part.bytes, part.validator, part.checksum()]).toEqual([0, null, md5(new Uint8Array())]);
  expect(readdirSync(work)).toEqual([]);
});

test('a part of another address, without its note, or longer than the archive is dropped', async () => {
  for (const spoil of [
    () => ({ ...archive, url: 'https://example.org/other/a.zip' }),
    () => ({ ...archive, bytes: 2_499_999 }),
    () => {
      rmSync(join(work, 'a.zip.part.json'));
      return archive;
    },
    () => {
      writeFileSync(join(work, 'a.zip.part.json'), '{"version":1,"url":');
      return archive;
    },
    () => {
      writeFileSync(join(work, 'a.zip.part.json'), Uint8Array.of(0xff, 0xfe));
      return archive;
    },
    () => {
      writeFileSync(join(work, 'a.zip.part.json'), '{"version":2}');
      return archive;
    },
  ]) {
    await leave();
    const part = await open(spoil());
    expect([part.bytes, part.checksum(), existsSync(part.path)]).toEqual([0, md5(new Uint8Array()), false]);
    part.remove();
  }
});

test('hashing again can be broken off', async () => {
  await leave();
  const controller = new AbortController();
  const reason = new Error('enough');
  const opening = open(archive, () => controller.abort(reason), controller.signal);
  await expect(opening).rejects.toBe(reason);
});

test('started over, a part holds only what comes after', async () => {
  await leave();
  const part = await open();
  part.begin('"v2"');
  part.write(Uint8Array.of(9));
  part.rest();
  expect([part.bytes, part.validator, readFileSync(part.path).length]).toEqual([1, '"v2"', 1]);
  expect(part.checksum()).toBe(md5(Uint8Array.of(9)));
  part.remove();
  expect(readdirSync(work)).toEqual([]);
});
