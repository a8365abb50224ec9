import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { gtsrbClassNames } from '../../engine/data/classNames.ts';
import type { ImageSet } from '../../engine/data/dataset.ts';
import { PACKED_VERSION } from '../../engine/data/packed/packedFormat.ts';
import type { BadImage } from '../../engine/data/packed/packedIndex.ts';
import { drawSignsGradually, SIGNS_SEED, SIGNS_VERSION } from '../../engine/data/signs/drawSigns.ts';
import { ProblemError } from '../../shared/problem.ts';
import { fileError } from '../files/fileProblem.ts';
import { type FileSystem, nodeFileSystem, type RandomName, randomName } from '../files/fileSystem.ts';
import { replaceFileGradually, TEMPORARY_NAME } from '../files/replaceFile.ts';
import { cacheFolder } from './cacheFolder.ts';
import { type DataFiles, nodeDataFiles } from './dataFiles.ts';
import { createImageDecoder, type ImageDecoder } from './decode.ts';
import { decodeSources, type Progress } from './decodeSources.ts';
import type { ImageSource } from './imageSource.ts';
import { checkPackedStart, openPackedFile, type PackedImage, packImages } from './packedFile.ts';

/** Who works beside the opening of caches, ahead of what it comes to. */
export interface CacheWatch {
  /** A cache is there; not all of it is checked yet. */
  reads(cache: string): void;
  /** Images are to be decoded, which takes every processor: whoever must not be disturbed is waited for. */
  decodes(): Promise<void>;
}

/** Where decoded images are kept, and what opening them works with; Node's own wherever left out. */
export interface CacheOptions {
  readonly cacheDir?: string;
  readonly decode?: ImageDecoder;
  readonly onProgress?: (progress: Progress) => void;
  readonly ahead?: CacheWatch | undefined;
  /** What data and caches are read with. */
  readonly dataFiles?: DataFiles;
  /** What caches are written with. */
  readonly files?: FileSystem;
  readonly name?: RandomName;
  /** Milliseconds since 1970; only tells which temporary files are old. */
  readonly now?: () => number;
}

/** A set that lies in a cache file; its pixels are read when they are first asked for. */
export interface CachedImages {
  readonly set: ImageSet;
  readonly bad: readonly BadImage[];
  readonly cache: string;
}

/** Changes whenever decoding gives other pixels. */
const DECODER_VERSION = 1;
const DAY = 24 * 60 * 60 * 1000;

/**
 * The images of files, decoded once and kept packed. The cache is found by the listing: paths, names, sizes,
 * times of change, labels, tracks and classes; where there is none, or a damaged one, it is built. An image
 * that cannot be read is left out and listed, never fatal. Throws one ProblemError where the cache cannot be
 * written.
 */
export async function openImageSet(
  classes: readonly string[],
  sources: readonly ImageSource[],
  options: CacheOptions = {},
): Promise<CachedImages> {
  const { decode = createImageDecoder(), dataFiles = nodeDataFiles, onProgress } = options;
  const key = await listingKey(classes, sources, dataFiles);
  const name = `images-${key.toString('hex').slice(0, 32)}.sbcache`;
  return open(name, key, classes, () => decodeSources(sources, decode, dataFiles, onProgress), options);
}

/** The built-in drawn signs, kept like any other images. */
export async function openSigns(split: 'train' | 'test', options: CacheOptions = {}): Promise<CachedImages> {
  const key = createHash('sha256')
    .update(`signs ${SIGNS_VERSION} ${SIGNS_SEED} ${split} ${PACKED_VERSION}`)
    .digest();
  const name = `signs-${split}-${key.toString('hex').slice(0, 32)}.sbcache`;
  return open(name, key, gtsrbClassNames, () => drawnImages(split, options.onProgress), options);
}

/** The drawn signs one after the other; others have their turn after each class. */
async function* drawnImages(
  split: 'train' | 'test',
  onProgress: (progress: Progress) => void = () => {},
): AsyncGenerator<PackedImage> {
  const drawing = drawSignsGradually({ split });
  let step = drawing.next();
  for (; !step.done; step = drawing.next()) {
    onProgress({ ...step.value, bad: 0 });
    await othersTurn();
  }
  const { records, pixels } = step.value;
  for (const { offset, ...record } of records) {
    yield { ...record, rgb: pixels.subarray(offset, offset + record.width * record.height * 3) };
  }
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Opens a cache file, or makes it. */
async function open(
  name: string,
  key: Buffer,
  classes: readonly string[],
  make: () => AsyncIterable<PackedImage>,
  options: CacheOptions,
): Promise<CachedImages> {
  const { cacheDir = cacheFolder(), dataFiles = nodeDataFiles, files = nodeFileSystem, ahead } = options;
  const cache = join(cacheDir, name);
  const kept = await openIntact(cache, key, dataFiles, ahead);
  if (kept !== null) return kept;
  await ahead?.decodes();
  try {
    files.makeFolder(cacheDir, { recursive: true });
    sweepOld(cacheDir, files, dataFiles, (options.now ?? Date.now)() - DAY);
    const packed = packImages(key, classes, make());
    await replaceFileGradually(cache, packed, files, options.name ?? randomName);
  } catch (error) {
    const fault = fileError(error, 'write', cache);
    if (fault === error || !(fault instanceof ProblemError)) throw error;
    const message = `${fault.message}; SIGNALBOX_CACHE can name another folder for decoded images`;
    throw new ProblemError({ ...fault.problem, message }, { cause: error });
  }
  return { ...openPackedFile(cache, key, dataFiles), cache };
}

/** The cache if it is there and intact. */
async function openIntact(
  cache: string,
  key: Buffer,
  dataFiles: DataFiles,
  ahead: CacheWatch | undefined,
): Promise<CachedImages | null> {
  if (dataFiles.status(cache) === null) return null;
  try {
    if (ahead) {
      checkPackedStart(cache, key, dataFiles);
      ahead.reads(cache);
      // So that the word goes out before this thread is busy with checking.
      await othersTurn();
    }
    return { ...openPackedFile(cache, key, dataFiles), cache };
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

/** Removes what builds that were killed left behind; younger ones may belong to a build under way. */
function sweepOld(folder: string, files: FileSystem, dataFiles: DataFiles, before: number): void {
  for (const name of files.list(folder)) {
    if (!TEMPORARY_NAME.test(name)) continue;
    const status = dataFiles.status(join(folder, name));
    if (status !== null && status.modified < before) files.remove(join(folder, name));
  }
}

async function listingKey(
  classes: readonly string[],
  sources: readonly ImageSource[],
  dataFiles: DataFiles,
): Promise<Buffer> {
  const hash = createHash('sha256').update(JSON.stringify([PACKED_VERSION, DECODER_VERSION, classes]));
  for (const [i, { path, file, label, track }] of sources.entries()) {
    const status = dataFiles.status(path);
    hash.update(JSON.stringify([path, file, status?.kind, status?.bytes, status?.modified, label, track]));
    // Tens of thousands of files: let others have their turn.
    if (i % 1024 === 1023) await othersTurn();
  }
  return hash.digest();
}
