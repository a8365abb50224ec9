import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { contentHash } from '../../engine/data/contentHash.ts';
import { nodeFileSystem } from '../files/fileSystem.ts';
import { type CacheOptions, openImageSet } from './cache.ts';
import { cacheFolder } from './cacheFolder.ts';
import { nodeDataFiles } from './dataFiles.ts';
import { createImageDecoder } from './decode.ts';
import { loadImageSet } from './packedFile.ts';
import { ppm, sampleFolder } from './testing/sampleFolder.ts';

const classes = ['cat', 'dog', 'bird'];
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/**
 * A folder of `count` images of lopsided sizes, as sources, and a folder for its cache that is not there yet.
 */
function sample(count: number) {
  const folder = sampleFolder();
  cleanups.push(folder.remove);
  const sources = Array.from({ length: count }, (_, i) => ({
    path: folder.add(`images/${i}.ppm`, ppm(3 + (i % 5), 2 + (i % 3), i)),
    file: `${i}.ppm`,
    label: i % classes.length,
    track: i % 2 === 0 ? '' : `ü${i % 7}`,
  }));
  return { ...folder, sources, cacheDir: join(folder.root, 'deep', 'cache') };
}

/** A decoder that counts what it decodes. */
function countingDecoder() {
  const decode = createImageDecoder();
  const counter = { count: 0 };
  const counting: CacheOptions['decode'] = (bytes, file) => {
    counter.count++;
    return decode(bytes, file);
  };
  return { counter, decode: counting };
}

test('images come out of the cache as they went in, in order, and are decoded once', async () => {
  const { sources, cacheDir } = sample(40);
  const { counter, decode } = countingDecoder();
  const told: number[] = [];
  const first = await openImageSet(classes, sources, {
    cacheDir,
    decode,
    onProgress: ({ done }) => told.push(done),
  });
  expect(told).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  const second = await openImageSet(classes, sources, {
    cacheDir,
    decode,
    onProgress: ({ done }) => told.push(done),
  });
  expect([counter.count, told.length]).toEqual([40, 40]);
  for (const { set, bad } of [first, second]) {
    expect(bad).toEqual([]);
    expect(set.classes).toEqual(classes);
    expect(set.records.map(({ file, label, track }) => ({ file, label, track }))).toEqual(
      sources.map(({ path: _path, ...rest }) => rest),
    );
    for (const [i, { offset, width, height }] of set.records.entries()) {
      expect([width, height]).toEqual([3 + (i % 5), 2 + (i % 3)]);
      expect(set.pixels.subarray(offset, offset + width * height * 3)).toEqual(
        ppm(width, height, i).slice(-width * height * 3),
      );
    }
    expect(set.contentHash).toBe(contentHash(set.classes, set.records, set.pixels));
  }
  expect(readdirSync(cacheDir)).toHaveLength(1);
});

test('pixels are shared memory, read when they are asked for', async () => {
  const { sources, cacheDir } = sample(5);
  const { cache, set } = await openImageSet(classes, sources, { cacheDir });
  expect(set.pixels.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(set.pixels).toBe(set.pixels);
  const loaded = loadImageSet(cache);
  expect(loaded.pixels.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect({ ...loaded }).toEqual({ ...set });
});

test('a set that fills more than one piece comes out whole', async () => {
  const folder = sampleFolder();
  cleanups.push(folder.remove);
  const sources = [900, 811, 1].map((width, i) => ({
    path: folder.add(`${i}.ppm`, ppm(width, 701, i)),
    file: `${i}.ppm`,
    label: i,
    track: '',
  }));
  const { set } = await openImageSet(classes, sources, { cacheDir: join(folder.root, 'cache') });
  expect(set.pixels.length).toBe(3 * 701 * (900 + 811 + 1));
  const { offset } = set.records[1];
  const expected = ppm(811, 701, 1).slice(-811 * 701 * 3);
  expect(Buffer.compare(set.pixels.subarray(offset, offset + 811 * 701 * 3), expected)).toBe(0);
});

test('bad images among good ones are left out, counted and told with their reason', async () => {
  const { root, add, sources, cacheDir } = sample(6);
  const bad = (name: string, content: string | Uint8Array | null) => {
    const path = content === null ? join(root, name) : add(name, content);
    return { path, file: name, label: 1, track: '' };
  };
  const mixed = [
    sources[0],
    bad('empty.ppm', ''),
    bad('cut.ppm', ppm(9, 9).subarray(0, 100)),
    sources[1],
    bad('text.png', 'no picture'),
    bad('gone.ppm', null),
    bad('images', null),
    ...sources.slice(2),
  ];
  const told: number[] = [];
  const opened = await openImageSet(classes, mixed, {
    cacheDir,
    onProgress: (progress) => told.push(progress.bad),
  });
  expect(opened.set.records.map(({ file }) => file)).toEqual(sources.map(({ file }) => file));
  const listed = [
    { file: 'empty.ppm', reason: 'is empty' },
    { file: 'cut.ppm', reason: 'is truncated: 243 bytes wanted at offset 30, 70 left' },
    { file: 'text.png', reason: 'is not a PPM, PNG, JPEG or WebP image' },
    { file: 'gone.ppm', reason: 'is missing' },
    { file: 'images', reason: 'is not a file' },
  ];
  expect(opened.bad).toEqual(listed);
  expect(told.at(-1)).toBe(5);
  expect((await openImageSet(classes, mixed, { cacheDir })).bad).toEqual(listed);
});

test('a disk that fails under one image loses only that image', async () => {
  const { sources, cacheDir } = sample(4);
  const dataFiles = {
    ...nodeDataFiles,
    read: (path: string) =>
      path.endsWith('2.ppm')
        ? Promise.reject(Object.assign(new Error('x'), { code: 'EIO' }))
        : nodeDataFiles.read(path),
  };
  const { set, bad } = await openImageSet(classes, sources, { cacheDir, dataFiles });
  expect(set.records).toHaveLength(3);
  expect(bad).toEqual([{ file: '2.ppm', reason: 'could not read 2.ppm: the disk reported an error' }]);
});

test('a fault of our own is not counted as a bad image', async () => {
  const { sources, cacheDir } = sample(30);
  const decode = () => Promise.reject(new TypeError('ours'));
  await expect(openImageSet(classes, sources, { cacheDir, decode })).rejects.toThrow('ours');
  expect(readdirSync(cacheDir)).toEqual([]);
});

test('whatever changes in the listing makes another cache', async () => {
  const { add, sources, cacheDir } = sample(4);
  const { set } = await openImageSet(classes, sources, { cacheDir });
  const hashes = new Set([set.contentHash]);
  const again = async (list: typeof sources, names = classes) => {
    const opened = await openImageSet(names, list, { cacheDir });
    hashes.add(opened.set.contentHash);
    return opened.cache;
  };
  const caches = new Set([
    await again(sources),
    await again(sources.slice(1)),
    await again([...sources].reverse()),
    await again(sources.map((source) => ({ ...source, label: 2 }))),
    await again(sources.map((source) => ({ ...source, track: 'x' }))),
    await again(sources, ['cat', 'dog', 'fish']),
  ]);
  expect([caches.size, hashes.size]).toEqual([6, 6]);
  // The same size and other bytes, a second later.
  const path = add('images/0.ppm', ppm(3, 2, 99));
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  caches.add(await again(sources));
  expect([caches.size, hashes.size]).toEqual([7, 7]);
});

test('a cache damaged anywhere is built anew', async () => {
  const { sources, cacheDir } = sample(9);
  const { counter, decode } = countingDecoder();
  const { cache, set } = await openImageSet(classes, sources, { cacheDir, decode });
  const whole = readFileSync(cache);
  const damages: Buffer[] = [
    Buffer.alloc(0),
    whole.subarray(0, 100),
    whole.subarray(0, whole.length - 1),
    Buffer.concat([whole, whole]),
  ];
  for (let at = 0; at < whole.length; at += 97) {
    const flipped = Buffer.from(whole);
    flipped[at] ^= 0x41;
    damages.push(flipped);
  }
  let rebuilt = 0;
  for (const damaged of damages) {
    writeFileSync(cache, damaged);
    const before = counter.count;
    const opened = await openImageSet(classes, sources, { cacheDir, decode });
    expect(opened.set.contentHash).toBe(set.contentHash);
    expect(opened.set.pixels).toEqual(set.pixels);
    rebuilt += counter.count > before ? 1 : 0;
  }
  // Flips of the padding alone change nothing that is read.
  expect(damages.length - rebuilt).toBeLessThanOrEqual(1);
  expect(readFileSync(cache)).toEqual(whole);
});

test('the engine is told by a sentence that a cache it was given is damaged', async () => {
  const { sources, cacheDir } = sample(9);
  const { cache } = await openImageSet(classes, sources, { cacheDir });
  const bytes = readFileSync(cache);
  bytes[70] ^= 1;
  writeFileSync(cache, bytes);
  expect(() => loadImageSet(cache)).toThrow(`${cache} is no intact image cache: its pixels have changed`);
  expect(() => loadImageSet(join(cacheDir, 'gone'))).toThrow('is no intact image cache: it is too short');
});

test('a full disk is one sentence that names the way out, and leaves nothing behind', async () => {
  const { sources, cacheDir } = sample(5);
  const files = {
    ...nodeFileSystem,
    write: () => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    },
  };
  await expect(openImageSet(classes, sources, { cacheDir, files })).rejects.toThrow(
    /^could not write .*sbcache: the disk is full; SIGNALBOX_CACHE can name another folder for decoded images$/,
  );
  expect(readdirSync(cacheDir)).toEqual([]);
});

test('temporary files of builds that were killed long ago are swept, young ones are not', async () => {
  const { root, add, sources } = sample(2);
  const cacheDir = join(root, 'cache');
  const old = add('cache/.tmp-0badcafe', 'half');
  const young = add('cache/.tmp-12345678', 'half');
  const now = Date.UTC(2026, 5, 1);
  utimesSync(old, now / 1000 - 100_000, now / 1000 - 100_000);
  utimesSync(young, now / 1000 - 1000, now / 1000 - 1000);
  await openImageSet(classes, sources, { cacheDir, now: () => now });
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
});

test('the cache lies where each system keeps caches, or where SIGNALBOX_CACHE says', () => {
  const at = (platform: string, environment: Record<string, string>) =>
    cacheFolder({ platform, environment, home: '/home/ada' });
  expect(at('linux', {})).toBe('/home/ada/.cache/signalbox');
  expect(at('linux', { XDG_CACHE_HOME: '/var/cache/ada' })).toBe('/var/cache/ada/signalbox');
  expect(at('linux', { XDG_CACHE_HOME: 'relative' })).toBe('/home/ada/.cache/signalbox');
  expect(at('darwin', {})).toBe('/home/ada/Library/Caches/signalbox');
  expect(at('win32', { LOCALAPPDATA: '/c/local' })).toBe('/c/local/signalbox/Cache');
  expect(at('darwin', { SIGNALBOX_CACHE: '/elsewhere' })).toBe('/elsewhere');
  expect(at('linux', { SIGNALBOX_CACHE: '' })).toBe('/home/ada/.cache/signalbox');
});

test('who works ahead is told of a cache of these images before its pixels are checked, and waited for before decoding', async () => {
  const { sources, cacheDir } = sample(5);
  const { counter, decode } = countingDecoder();
  const told: string[] = [];
  const ahead = {
    reads: (cache: string) => void told.push(`reads ${cache}`),
    decodes: async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      told.push(`decodes after ${counter.count}`);
    },
  };
  const open = async () => (await openImageSet(classes, sources, { cacheDir, decode, ahead })).cache;
  const cache = await open();
  const damage = (at: number) => {
    const bytes = readFileSync(cache);
    bytes[at] ^= 1;
    writeFileSync(cache, bytes);
  };
  await open();
  expect(told.splice(0)).toEqual(['decodes after 0', `reads ${cache}`]);
  // A pixel, then the key.
  damage(64);
  await open();
  damage(16);
  await open();
  expect(told).toEqual([`reads ${cache}`, 'decodes after 5', 'decodes after 10']);
});
