import { ProblemError } from '../../../../shared/problem.ts';
import type { ImageSet } from '../../../data/dataset.ts';
import type { InputFormat } from '../../../data/prepare.ts';
import { TRANSFORM_SIZE, transformField } from '../../../data/transform.ts';
import type { Batch } from '../../device.ts';
import { type Range, takeBuffer } from '../arena.ts';
import { outOfMemoryProblem } from '../faults.ts';
import { usage } from '../flags.ts';
import type { Gpu } from '../gpu.ts';
import type { Pipelines } from '../pipelines.ts';
import { type ResidentImages, uploadImages } from './pages.ts';
import { bindPreparation, type Preparation } from './preparation.ts';
import { SLOT_WORDS } from './slotFields.ts';
import { createSlots } from './slots.ts';

/** Bytes of images that stay on the GPU at most, all sets together. */
const RESIDENT_BYTES = 2 ** 30;
/** Bytes of other images that are copied over before they are prepared together; one larger image goes alone. */
const STAGED_BYTES = 32 * 2 ** 20;
/** The page of an image that is not there yet. */
const NOWHERE = 0xffffffff;

/** The way of images into a Program's input. */
export interface ImageLoader {
  /** Gives the images to load from; as many as there is room for are copied to the GPU, once. */
  bind(images: ImageSet, format: InputFormat): Promise<void>;
  /** Chooses a batch; `encode` has it prepared at the head of the next run. */
  load(batch: Batch): void;
  /** Appends the preparation of what was loaded, once. */
  encode(pass: GPUComputePassEncoder): void;
  dispose(): void;
}

/** A set that was bound, in one format. */
interface BoundSet {
  readonly images: ImageSet;
  readonly format: string;
  readonly resident: ResidentImages;
  /** The page for images that do not stay, after the resident ones; null where all stay. */
  readonly staging: { readonly buffer: GPUBuffer; readonly bytes: Uint8Array<ArrayBuffer> } | null;
  readonly preparation: Preparation;
}

export interface LoaderOptions {
  /** The Program's input. */
  readonly input: Range;
  /** Images at most. */
  readonly capacity: number;
  /** Bytes of images that may stay on the GPU. */
  readonly residentBytes?: number;
  /** Bytes of others that are copied over at once. */
  readonly stagedBytes?: number;
}

/** Makes the way into an input. */
export function createImageLoader(gpu: Gpu, pipelines: Pipelines, options: LoaderOptions): ImageLoader {
  const { input, capacity, residentBytes = RESIDENT_BYTES, stagedBytes = STAGED_BYTES } = options;
  const { device } = gpu;
  const slots = createSlots(capacity);
  const slotBuffer = device.createBuffer({
    label: 'slots',
    size: slots.words.byteLength,
    usage: usage.STORAGE | usage.COPY_DST,
  });
  const known: BoundSet[] = [];
  let bound: BoundSet | null = null;
  let waiting: { readonly count: number; readonly pages: ReadonlySet<number> } | null = null;

  const writeSlots = (count: number) =>
    device.queue.writeBuffer(slotBuffer, 0, slots.words, 0, count * SLOT_WORDS);

  async function add(images: ImageSet, format: InputFormat): Promise<BoundSet> {
    const kept = known.reduce((sum, { resident }) => sum + resident.bytes, 0);
    const resident = await uploadImages(gpu, images, residentBytes - kept);
    const size = stagingSize(images, resident, capacity, stagedBytes);
    const buffer = size > 0 ? await takeBuffer(device, 'a batch of images', size) : null;
    if (size > 0 && buffer === null) {
      resident.dispose();
      throw new ProblemError(outOfMemoryProblem(size, 'a batch of images'));
    }
    const pages = buffer ? [...resident.pages, buffer] : resident.pages;
    const parts = { format, pages, slots: slotBuffer, input, capacity };
    const preparation = await bindPreparation(gpu, pipelines, parts).catch((error: unknown) => {
      resident.dispose();
      buffer?.destroy();
      throw error;
    });
    const staging = buffer && { buffer, bytes: new Uint8Array(size) };
    const set = { images, format: JSON.stringify(format), resident, staging, preparation };
    known.push(set);
    return set;
  }

  /** Copies over images that do not stay; those that no longer fit at once have the ones before them resized first. */
  function stage(
    { images, resident, staging, preparation }: BoundSet,
    batch: Batch,
    late: readonly number[],
  ): void {
    if (!staging) throw new Error('an image is neither on the GPU nor to be copied there');
    const page = resident.pages.length;
    let used = 0;
    let first = 0;
    const flush = () => device.queue.writeBuffer(staging.buffer, 0, staging.bytes, 0, used);
    for (const [i, image] of late.entries()) {
      const { offset, width } = images.records[batch.indices[image]];
      const skipped = 3 * width * batch.transforms[image * TRANSFORM_SIZE + transformField.cropY];
      const size = 3 * width * batch.transforms[image * TRANSFORM_SIZE + transformField.cropHeight];
      const taken = Math.ceil(size / 4) * 4;
      if (used > 0 && used + taken > staging.bytes.length) {
        flush();
        writeSlots(batch.count);
        const encoder = device.createCommandEncoder();
        const pass = encoder.beginComputePass();
        preparation.resize(pass, page, batch.count);
        pass.end();
        device.queue.submit([encoder.finish()]);
        for (const done of late.slice(first, i)) slots.move(done, NOWHERE);
        first = i;
        used = 0;
      }
      staging.bytes.set(images.pixels.subarray(offset + skipped, offset + skipped + size), used);
      slots.write(batch, image, images, { page, offset: used - skipped });
      used += taken;
    }
    flush();
  }

  return {
    async bind(images, format) {
      const same = (set: BoundSet) => set.images === images && set.format === JSON.stringify(format);
      bound = known.find(same) ?? (await add(images, format));
    },
    load(batch) {
      if (bound === null) throw new Error('load needs images: bind first');
      const { images, resident } = bound;
      const pages = new Set<number>();
      const late: number[] = [];
      for (let i = 0; i < batch.count; i++) {
        const place = resident.find(batch.indices[i]);
        slots.write(batch, i, images, place ?? { page: NOWHERE, offset: 0 });
        if (place) pages.add(place.page);
        else late.push(i);
      }
      if (late.length > 0) {
        stage(bound, batch, late);
        pages.add(resident.pages.length);
      }
      writeSlots(batch.count);
      waiting = { count: batch.count, pages };
    },
    encode(pass) {
      if (waiting === null || bound === null) return;
      for (const page of waiting.pages) bound.preparation.resize(pass, page, waiting.count);
      bound.preparation.colour(pass, waiting.count);
      waiting = null;
    },
    dispose() {
      slotBuffer.destroy();
      for (const { resident, staging, preparation } of known) {
        resident.dispose();
        staging?.buffer.destroy();
        preparation.dispose();
      }
    },
  };
}

/** Bytes of the page for images that do not stay; 0 where all stay. */
function stagingSize(set: ImageSet, resident: ResidentImages, capacity: number, most: number): number {
  let largest = 0;
  for (const [i, { width, height }] of set.records.entries())
    if (resident.find(i) === null) largest = Math.max(largest, Math.ceil((3 * width * height) / 4) * 4);
  return Math.max(largest, Math.min(capacity * largest, Math.ceil(most / 4) * 4));
}
