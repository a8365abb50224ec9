import type { ImageSet } from '../../../data/dataset.ts';
import { takeBuffer } from '../arena.ts';
import type { Gpu } from '../gpu.ts';

/** Bytes that are copied over between two turns, so that they do not pile up on their way. */
const PIECE = 16 * 2 ** 20;

/** Images that lie on the GPU: runs of a set's pixels, each in a buffer. */
export interface ResidentImages {
  readonly bytes: number;
  readonly pages: readonly GPUBuffer[];
  /** The page of an image, and its first byte there; null where it is not there. */
  find(image: number): { readonly page: number; readonly offset: number } | null;
  dispose(): void;
}

/** A run of whole images, in bytes of the set's pixels; it begins at a multiple of 4. */
interface Page {
  readonly begin: number;
  end: number;
}

/** Cuts a set's pixels into pages of at most `pageBytes`, up to `budget` bytes in all; images beyond are on none. */
export function cutPages(
  set: ImageSet,
  pageBytes: number,
  budget: number,
): { pages: Page[]; pageOf: Int32Array } {
  const pages: Page[] = [];
  const pageOf = new Int32Array(set.records.length).fill(-1);
  let total = 0;
  for (const [i, { offset, width, height }] of set.records.entries()) {
    const end = offset + 3 * width * height;
    const page = pages.at(-1);
    const fits = page !== undefined && offset >= page.begin && end - page.begin <= pageBytes;
    const begin = fits ? page.begin : offset - (offset % 4);
    const added = fits ? Math.max(0, end - page.end) : end - begin;
    if (end - begin > pageBytes || total + added > budget) continue;
    total += added;
    if (fits) page.end = Math.max(page.end, end);
    else pages.push({ begin, end });
    pageOf[i] = pages.length - 1;
  }
  return { pages, pageOf };
}

/** Copies a set's pixels to the GPU, as many as `budget` bytes hold and as there is memory for. */
export async function uploadImages(gpu: Gpu, set: ImageSet, budget: number): Promise<ResidentImages> {
  const { device, limits } = gpu;
  const pageBytes = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize) - 4;
  const { pages, pageOf } = cutPages(set, pageBytes, budget);
  const buffers: GPUBuffer[] = [];
  for (const [i, { begin, end }] of pages.entries()) {
    const buffer = await takeBuffer(device, `images ${i}`, Math.ceil((end - begin) / 4) * 4);
    // What does not fit is copied batch by batch.
    if (buffer === null) break;
    buffers.push(buffer);
    for (let at = begin; at < end; at += PIECE) {
      const last = Math.min(at + PIECE, end);
      device.queue.writeBuffer(buffer, at - begin, wholeWords(set.pixels, at, last));
      await device.queue.onSubmittedWorkDone();
    }
  }
  gpu.raise();
  return {
    bytes: buffers.reduce((sum, { size }) => sum + size, 0),
    pages: buffers,
    find(image) {
      const page = pageOf[image];
      if (page < 0 || page >= buffers.length) return null;
      return { page, offset: set.records[image].offset - pages[page].begin };
    },
    dispose() {
      for (const buffer of buffers) buffer.destroy();
    },
  };
}

/** Bytes of pixels, up to a multiple of four in number: WebGPU copies nothing less. */
function wholeWords(pixels: Uint8Array, begin: number, end: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil((end - begin) / 4) * 4);
  bytes.set(pixels.subarray(begin, end));
  return bytes;
}
