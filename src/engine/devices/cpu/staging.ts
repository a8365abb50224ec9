import type { ImageSet } from '../../data/dataset.ts';
import type { InputFormat } from '../../data/prepare.ts';
import { TRANSFORM_SIZE, transformField } from '../../data/transform.ts';
import type { Batch } from '../device.ts';
import { type Command, fixedTiles, listBytes, writeCommands } from './command.ts';
import { PREPARE } from './kernels/kernelIds.ts';
import * as layout from './kernels/layout.ts';
import type { SharedMemory } from './memory.ts';
import type { Team } from './team.ts';

/** Bytes of images that are copied in before they are prepared together; one larger image goes alone. */
const STAGED_BYTES = 32 * 1024 * 1024;
/** Which of PREPARE's arguments is the number of its first image. */
const FIRST_IMAGE = 7;

/** The way of images into a Program's input. */
export interface Staging {
  bind(images: ImageSet, preparation: InputFormat): void;
  /** Brings a batch's images into the input. */
  prepare(batch: Batch): void;
  dispose(): void;
}

/** Who prepares images: at once, or behind the caller's back until `settle` is called. */
export interface StagingTeam extends Pick<Team, 'reserveScratch' | 'run'> {
  /** Waits until what was run is done; not there where it is done when `run` returns. */
  readonly settle?: () => void;
}

/** Makes the way into an input at address `input`, for `capacity` images at most. */
export function createStaging(
  shared: SharedMemory,
  team: StagingTeam,
  input: number,
  capacity: number,
): Staging {
  const transformBytes = capacity * TRANSFORM_SIZE * 4;
  const stagedBytes = capacity * layout.STAGED_WORDS * 4;
  const commands = shared.allocate(listBytes(1) + 32 + transformBytes + stagedBytes, 'preparing a batch');
  const normalisation = commands + listBytes(1);
  const transforms = normalisation + 32;
  const staged = transforms + transformBytes;
  const { buffer } = shared.memory;
  const record = new Int32Array(buffer, commands, layout.RECORD_WORDS);
  const stagedWords = new Int32Array(buffer, staged, capacity * layout.STAGED_WORDS);
  const transformNumbers = new Float32Array(buffer, transforms, capacity * TRANSFORM_SIZE);
  let images: ImageSet | null = null;
  let pixels = { address: 0, bytes: new Uint8Array(0) };

  function reserve(bytes: number): void {
    if (pixels.bytes.length >= bytes) return;
    if (pixels.bytes.length > 0) shared.free(pixels.address);
    pixels = { address: 0, bytes: new Uint8Array(0) };
    const address = shared.allocate(bytes, 'a batch of images');
    pixels = { address, bytes: new Uint8Array(shared.memory.buffer, address, bytes) };
  }

  /** The crop's rows of an image, all of their width. */
  function rowsOf(set: ImageSet, batch: Batch, i: number): [begin: number, end: number] {
    const { offset, width } = set.records[batch.indices[i]];
    const top = batch.transforms[i * TRANSFORM_SIZE + transformField.cropY];
    const begin = offset + 3 * width * top;
    return [begin, begin + 3 * width * batch.transforms[i * TRANSFORM_SIZE + transformField.cropHeight]];
  }

  /** Copies images in from `first` on, as many as fit; returns the number of the first that is not. */
  function stage(set: ImageSet, batch: Batch, first: number): number {
    let used = 0;
    let last = first;
    for (; last < batch.count; last++) {
      const [begin, end] = rowsOf(set, batch, last);
      if (last > first && used + end - begin > STAGED_BYTES) break;
      used += end - begin;
    }
    reserve(Math.max(used, 1));
    let at = 0;
    for (let i = first; i < last; i++) {
      const [begin, end] = rowsOf(set, batch, i);
      pixels.bytes.set(set.pixels.subarray(begin, end), at);
      stagedWords[(i - first) * layout.STAGED_WORDS] = pixels.address + at;
      stagedWords[(i - first) * layout.STAGED_WORDS + 1] = set.records[batch.indices[i]].width;
      at += end - begin;
    }
    return last;
  }

  return {
    bind(set, { width, height, channels, mean, deviation }) {
      team.settle?.();
      images = set;
      const scales = new Float32Array(buffer, normalisation, 8).fill(1);
      scales.set(mean.slice(0, channels));
      scales.set(deviation.slice(0, channels), 4);
      const command: Command = {
        kernel: PREPARE,
        tiles: fixedTiles(0),
        arguments: [staged, transforms, input, width, height, channels, normalisation, 0],
      };
      writeCommands(record, 0, [command]);
      team.reserveScratch(scratchBytes(set, width, height));
    },
    prepare(batch) {
      if (images === null) throw new Error('load needs images: bind first');
      team.settle?.();
      transformNumbers.set(batch.transforms.subarray(0, batch.count * TRANSFORM_SIZE));
      for (let first = 0; first < batch.count; ) {
        if (first > 0) team.settle?.();
        const last = stage(images, batch, first);
        record[layout.PER_GROUP] = last - first;
        record[layout.ARGUMENTS + FIRST_IMAGE] = first;
        team.run(commands, 1);
        first = last;
      }
    },
    dispose() {
      shared.free(commands);
      if (pixels.bytes.length > 0) shared.free(pixels.address);
    },
  };
}

/** What kernels/prepare.ts keeps of the largest image: two plans, the picture, a line, rows; 16 bytes a pixel. */
function scratchBytes(set: ImageSet, width: number, height: number): number {
  let widest = 1;
  let tallest = 1;
  for (const record of set.records) {
    widest = Math.max(widest, record.width);
    tallest = Math.max(tallest, record.height);
  }
  return 16 * (2 + width + height + width * height + widest + width * tallest);
}
