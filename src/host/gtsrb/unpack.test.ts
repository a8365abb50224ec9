import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DataFiles, nodeDataFiles } from '../data/dataFiles.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import type { GtsrbArchive } from './source.ts';
import { smallArchives, tableOf } from './testing/smallArchives.ts';
import { type ZipMember, zipOf } from './testing/zipWriter.ts';
import { unpack } from './unpack.ts';

let folder = '';
let target = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unpack-'));
  target = join(folder, 'target');
  mkdirSync(target);
});
afterEach(() => rmSync(folder, { recursive: true }));

const tools = { files: nodeFileSystem, dataFiles: nodeDataFiles };
const running = new AbortController().signal;
const image = { name: 'GTSRB/a.ppm', content: 'P6 1 1 255\nabc' };

/** Unpacks one zip file of `images` images, anything below GTSRB/ being wanted. */
function unpackBytes(
  bytes: Uint8Array,
  {
    images = 1,
    files = nodeFileSystem,
    dataFiles = nodeDataFiles,
    signal = running,
    onShare = (_: number) => {},
  } = {},
): Promise<void> {
  const path = join(folder, 'a.zip');
  writeFileSync(path, bytes);
  const archive = { name: 'a.zip', images, members: /^GTSRB\/(.+)$/s } as GtsrbArchive;
  return unpack([{ archive, path }], target, { files, dataFiles, signal, onShare });
}

const unpackMembers = (members: readonly ZipMember[], options = {}) => unpackBytes(zipOf(members), options);

test('what is expected comes out where it belongs, packed or not, and nothing else', async () => {
  const small = smallArchives();
  const packed = tableOf(small, 'http://localhost/').map((archive) => {
    const path = join(folder, archive.name);
    writeFileSync(path, small.get(archive.name) as Buffer);
    return { archive, path };
  });
  const shares: number[] = [];
  await unpack(packed, target, {
    ...tools,
    signal: running,
    onShare: (share) => shares.push(share),
  });
  expect(readdirSync(target).sort()).toEqual([
    'Final_Test',
    'Final_Training',
    'GT-final_test.csv',
    'Readme-Images-Final-test.txt',
    'Readme-Images.txt',
  ]);
  expect(readdirSync(join(target, 'Final_Test', 'Images')).sort()).toEqual([
    '00000.ppm',
    '00001.ppm',
    '00002.ppm',
  ]);
  expect(readdirSync(join(target, 'Final_Training', 'Images', '00007'))).toHaveLength(3);
  expect(readFileSync(join(target, 'GT-final_test.csv'), 'utf8')).toMatch(/^Filename;Width.*\r\n00000\.ppm;/);
  expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  expect(shares.at(-1)).toBe(1);
});

test.each<[string, ZipMember[], RegExp]>([
  ['a way up', [image, { name: 'GTSRB/../../out.ppm', content: 'x' }], /invalid relative path/],
  ['an absolute name', [image, { name: '/tmp/out.ppm', content: 'x' }], /absolute path/],
  ['a drive', [image, { name: 'C:/out.ppm', content: 'x' }], /absolute path/],
  ['a backslash', [image, { name: 'GTSRB\\..\\out.ppm', content: 'x' }], /invalid characters/],
  [
    'a link',
    [image, { name: 'GTSRB/b.ppm', content: '/etc/passwd', mode: 0o120777 }],
    /^a\.zip holds "GTSRB\/b\.ppm", a link or device, expected plain files$/,
  ],
  ['a device', [image, { name: 'GTSRB/b.ppm', content: '', mode: 0o020666 }], /a link or device/],
  [
    'two names that differ in case',
    [image, { name: 'GTSRB/A.PPM', content: 'x' }],
    /^a\.zip holds "GTSRB\/A\.PPM" twice, in whatever case$/,
  ],
  [
    'two names that differ in how an umlaut is written',
    [image, { name: 'GTSRB/\u00fc.ppm', content: 'x' }, { name: 'GTSRB/u\u0308.ppm', content: 'x' }],
    /twice/,
  ],
  [
    'a member packed too tightly',
    [image, { name: 'GTSRB/b.ppm', content: new Uint8Array(1 << 20), packed: true }],
    /^a\.zip holds "GTSRB\/b\.ppm", \d+ bytes that unpack to 1048576, more than 100 times as many$/,
  ],
  [
    'a member too large',
    [image, { name: 'GTSRB/b.ppm', content: 'x', packed: true, claims: 64 * 1024 * 1024 + 1 }],
    /of 67108865 bytes, at most 67108864 are unpacked/,
  ],
])('an archive with %s is refused as a whole', async (_name, members, sentence) => {
  await expect(unpackMembers(members, { images: members.length })).rejects.toThrow(sentence);
  expect(readdirSync(target)).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(['a.zip', 'target']);
});

test.each([
  ['more', 40],
  ['less', 400],
])('a member that unpacks to %s than it says ends it', async (_word, claims) => {
  const content = Uint8Array.from({ length: 100 }, (_, i) => (i * 89) & 255);
  const lying = { name: 'GTSRB/b.ppm', content, packed: true, claims };
  await expect(unpackMembers([image, lying], { images: 2 })).rejects.toThrow(/^a\.zip cannot be unpacked: /);
});

test('an archive that is damaged, cut or none at all is one sentence', async () => {
  const content = Uint8Array.from({ length: 999 }, (_, i) => (i * i) & 255);
  const whole = zipOf([{ name: 'GTSRB/b.ppm', content, packed: true }]);
  const damaged = Buffer.from(whole);
  damaged.fill(0xff, 60, 90);
  for (const bytes of [
    damaged,
    whole.subarray(0, whole.length - 30),
    Buffer.from('no zip'),
    Buffer.alloc(0),
  ]) {
    await expect(unpackBytes(bytes)).rejects.toThrow(/^a\.zip cannot be unpacked: \S/);
    rmSync(target, { recursive: true });
    mkdirSync(target);
  }
});

test('an archive with too few images is not whole', async () => {
  const sentence = 'a.zip holds 1 images where they are expected, and should hold 2';
  await expect(unpackMembers([image], { images: 2 })).rejects.toThrow(sentence);
  await expect(unpackMembers([{ name: 'other', content: '' }], { images: 0 })).rejects.toThrow(
    'holds 0 images',
  );
});

test('a full disk is one sentence that names the file', async () => {
  const files: FileSystem = {
    ...nodeFileSystem,
    write: () => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    },
  };
  await expect(unpackMembers([image], { files })).rejects.toThrow(
    /^could not write .*a\.ppm: the disk is full$/,
  );
});

test('a disk that cannot be read is one sentence', async () => {
  const dataFiles: DataFiles = {
    ...nodeDataFiles,
    readPart: () => {
      throw Object.assign(new Error('broken'), { code: 'EIO' });
    },
  };
  const reading = unpackMembers([image], { dataFiles });
  await expect(reading).rejects.toThrow('could not read a.zip: the disk reported an error');
});

test('members larger than a block, and headers that lie across two, come out whole', async () => {
  const content = Uint8Array.from({ length: 700_001 }, (_, i) => (i * i * 31 + (i >> 9)) & 255);
  const sizes = [700_001, 262_130, 1, 262_100, 0];
  const members = sizes.map((size, i) => ({
    name: `GTSRB/${i}.ppm`,
    content: content.subarray(0, size),
    packed: i === 0,
  }));
  await unpackMembers(members, { images: sizes.length });
  for (const [i, size] of sizes.entries()) {
    const found = readFileSync(join(target, `${i}.ppm`));
    expect(found.equals(content.subarray(0, size))).toBe(true);
  }
});

test('an aborted one stops before the next member', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const members = [image, { ...image, name: 'GTSRB/b.ppm' }];
  const options = { images: 2, signal: controller.signal, onShare: () => controller.abort(reason) };
  await expect(unpackMembers(members, options)).rejects.toBe(reason);
  expect([existsSync(join(target, 'a.ppm')), existsSync(join(target, 'b.ppm'))]).toEqual([true, false]);
});
