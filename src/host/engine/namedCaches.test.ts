import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { SourceReference } from '../../engine/api.ts';
import { type PartReader, readPacked } from '../../engine/data/packed/readPacked.ts';
import { ProblemError } from '../../shared/problem.ts';
import { sentenceOf } from '../../shared/testing/sentenceOf.ts';
import { loadImageSet, packImages } from '../data/packedFile.ts';
import { sampleFolder } from '../data/testing/sampleFolder.ts';
import { createNamedCaches, type NamedCaches } from './namedCaches.ts';

let folder: ReturnType<typeof sampleFolder>;
afterEach(() => folder.remove());

/** A cache file of more than two pieces, its images of lopsided sizes. */
async function someCache(): Promise<string> {
  const images = Array.from({ length: 40 }, (_, i) => {
    const [width, height] = [170 + 3 * i, 90 + (i % 7)];
    const rgb = Uint8Array.from({ length: 3 * width * height }, (_, at) => (at * 31 + i * 7) >>> 1);
    return { rgb, width, height, label: i % 3, track: i % 2 === 0 ? '' : `ü${i % 5}`, file: `${i}.ppm` };
  });
  const pieces: Uint8Array[] = [];
  const key = new Uint8Array(32).fill(9);
  for await (const piece of packImages(key, ['a', 'b', 'c'], images)) pieces.push(piece.slice());
  folder = sampleFolder({ 'images.sbcache': Buffer.concat(pieces) });
  return `${folder.root}/images.sbcache`;
}

const named = (cache: string) => ({ images: { cache } }) as unknown as SourceReference;

/** The parts of a file as an engine gets them: a message later. */
function partsOf(cache: string, { reading }: NamedCaches): PartReader {
  return {
    size: async () => reading.cacheSize({ cache }),
    read: async (position, length) => reading.readCache({ cache, position, length }),
  };
}

async function readThroughHost(cache: string) {
  const caches = createNamedCaches();
  caches.name(named(cache), null);
  return readPacked(partsOf(cache, caches), cache);
}

test('images read part by part are those that are read at once, over shared memory', async () => {
  const cache = await someCache();
  const set = await readThroughHost(cache);
  expect(set.pixels.length).toBeGreaterThan(2 * 1024 * 1024);
  expect(set.pixels.buffer).toBeInstanceOf(SharedArrayBuffer);
  const { pixels, ...expected } = loadImageSet(cache);
  expect(set).toMatchObject(expected);
  expect(Buffer.compare(set.pixels, pixels)).toBe(0);
});

test('what is damaged is told in the same sentence as where files are at hand', async () => {
  const cache = await someCache();
  const bytes = readFileSync(cache);
  const sentences = new Set<string>();
  for (const at of [3, 8, 64, 1_500_000, bytes.length - 100, bytes.length - 60, bytes.length - 10]) {
    const damaged = Uint8Array.from(bytes);
    damaged[at] ^= 0x10;
    writeFileSync(cache, damaged);
    const fault = await readThroughHost(cache).catch((error: Error) => error.message);
    expect(fault).toBe(sentenceOf(() => loadImageSet(cache)));
    sentences.add(String(fault));
  }
  expect(sentences.size).toBeGreaterThanOrEqual(5);
  truncateSync(cache, 100);
  await expect(readThroughHost(cache)).rejects.toThrow('it is too short');
});

test('a file that shrinks while it is read ends the reading', async () => {
  const cache = await someCache();
  const caches = createNamedCaches();
  caches.name(named(cache));
  const parts = partsOf(cache, caches);
  const short = {
    ...parts,
    read: async (at: number, length: number) => (await parts.read(at, length)).subarray(1),
  };
  await expect(readPacked(short, cache)).rejects.toThrow('it ends early');
});

test('no file is read that was not named to this engine, and no piece larger than is asked for in earnest', async () => {
  const cache = await someCache();
  const { name, reading } = createNamedCaches();
  const ask = (position: number, length: number) => () => reading.readCache({ cache, position, length });
  for (const call of [
    ask(0, 8),
    () => reading.cacheSize({ cache }),
    () => reading.cacheSize({ cache: '/etc/passwd' }),
  ]) {
    expect(call).toThrow(ProblemError);
    expect(call).toThrow('a file that is not part of its work');
  }
  name({ images: { inline: {} } } as unknown as SourceReference, named(cache));
  expect([...ask(0, 8)()]).toEqual([...new TextEncoder().encode('SBIMAGES')]);
  for (const call of [ask(-1, 8), ask(0.5, 8), ask(0, -1), ask(0, 1e9), ask(0, Number.NaN)]) {
    expect(call).toThrow('the engine asked for');
  }
  expect(() => reading.cacheSize({ cache: `${cache}/../images.sbcache` })).toThrow('not part of its work');
});
