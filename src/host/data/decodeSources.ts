import { ProblemError } from '../../shared/problem.ts';
import { fileError } from '../files/fileProblem.ts';
import type { DataFiles } from './dataFiles.ts';
import type { ImageDecoder } from './decode.ts';
import { IMAGE_LIMITS } from './image.ts';
import type { ImageSource } from './imageSource.ts';
import type { PackedImage } from './packedFile.ts';

/** How far a set is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly bad: number;
}

/**
 * How many images are read and decoded at once: enough to keep a few processors busy, few enough for large
 * images.
 */
const AT_ONCE = 12;

/**
 * Reads and decodes images side by side and hands them out in their order; one that cannot be read says why.
 */
export async function* decodeSources(
  sources: readonly ImageSource[],
  decode: ImageDecoder,
  dataFiles: DataFiles,
  onProgress: (progress: Progress) => void = () => {},
): AsyncGenerator<PackedImage> {
  const underWay: Promise<PackedImage>[] = [];
  let started = 0;
  let bad = 0;
  for (let done = 1; done <= sources.length; done++) {
    while (started < sources.length && underWay.length < AT_ONCE) {
      const next = decodeSource(sources[started++], decode, dataFiles);
      // Whoever awaits it is told; this only keeps one that nobody awaits any more from ending the process.
      next.catch(() => {});
      underWay.push(next);
    }
    const image = await (underWay.shift() as Promise<PackedImage>);
    if ('reason' in image) bad++;
    yield image;
    onProgress({ done, total: sources.length, bad });
  }
}

/** One image, or why it cannot be read; errors that are our own fault pass. */
async function decodeSource(
  source: ImageSource,
  decode: ImageDecoder,
  dataFiles: DataFiles,
): Promise<PackedImage> {
  const { path, file, label, track } = source;
  try {
    const { width, height, rgb } = await decode(await readImage(path, file, dataFiles), file);
    return { width, height, label, track, file, rgb };
  } catch (error) {
    const fault = fileError(error, 'read', file);
    if (fault instanceof ProblemError) return { file, reason: reasonOf(fault.message, file) };
    throw error;
  }
}

/** A sentence about a file, to be read after its name. */
function reasonOf(message: string, file: string): string {
  return message.startsWith(`${file} `) ? message.slice(file.length + 1) : message;
}

/** The bytes of an image file that is one: no device that never ends, nothing too large to be held. */
async function readImage(path: string, file: string, dataFiles: DataFiles): Promise<Uint8Array> {
  const status = dataFiles.status(path);
  const refuse = (says: string) => new ProblemError({ code: 'bad-image', message: `${file} ${says}`, file });
  if (status === null) throw refuse('is missing');
  if (status.kind !== 'file') throw refuse('is not a file');
  if (status.bytes > IMAGE_LIMITS.bytes)
    throw refuse(`has ${status.bytes} bytes, at most ${IMAGE_LIMITS.bytes} are read`);
  return dataFiles.read(path);
}
