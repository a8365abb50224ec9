import type { Pictures } from '../../shared/api/pictures.ts';
import { cutPicture } from './cutPicture.ts';
import { MOST_SIDE } from './galleryLayout.ts';

/** A picture that is to be shown, and what reading it costs. */
export interface Wish {
  /** Dataset index. */
  readonly index: number;
  readonly bytes: number;
}

/** Pictures as they come into view: read in batches, kept while there is room. */
export interface PictureLoader {
  /** What one place shows now, most wanted first; replaces its wishes before, as far as they are not under way. */
  want(place: 'gallery' | 'panel', wishes: readonly Wish[]): void;
  /** A packet of one picture, or null until it is read. */
  picture(index: number): Pictures | null;
  /** Why pictures could not be read; null while they can. */
  fault(): string | null;
  /** Reads again after a fault. */
  retry(): void;
  /** Calls back when pictures have come, or a fault; returns how to stop. */
  subscribe(listener: () => void): () => void;
}

export interface LoaderLimits {
  /** Most bytes of pictures that are kept. */
  readonly kept: number;
  /** Most bytes of pictures to a batch; one picture alone may be more. */
  readonly batchBytes: number;
  readonly batchPictures: number;
  /** Batches under way at a time. */
  readonly batches: number;
}

const MEBIBYTE = 1024 * 1024;

/** What a page can afford. */
export const loaderLimits: LoaderLimits = {
  kept: 64 * MEBIBYTE,
  batchBytes: 2 * MEBIBYTE,
  batchPictures: 48,
  batches: 2,
};

/** Starts with no picture. `load` reads pictures by dataset index, in the order given. */
export function createPictureLoader(
  load: (indices: readonly number[]) => Promise<Pictures>,
  limits: LoaderLimits = loaderLimits,
): PictureLoader {
  /** Longest unused first. */
  const kept = new Map<number, Pictures>();
  const wishes = new Map<string, readonly Wish[]>();
  const underWay = new Set<number>();
  const listeners = new Set<() => void>();
  let keptBytes = 0;
  let batches = 0;
  let fault: string | null = null;

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const wanted = () => [...(wishes.get('panel') ?? []), ...(wishes.get('gallery') ?? [])];

  const keep = (index: number, picture: Pictures) => {
    kept.set(index, picture);
    keptBytes += picture.pixels.length;
    const shown = new Set(wanted().map((wish) => wish.index));
    for (const [old, { pixels }] of kept) {
      if (keptBytes <= limits.kept) break;
      if (shown.has(old)) continue;
      kept.delete(old);
      keptBytes -= pixels.length;
    }
  };

  const read = async (indices: readonly number[]) => {
    batches++;
    for (const index of indices) underWay.add(index);
    try {
      const pictures = await load(indices);
      for (const [i, index] of indices.entries()) keep(index, cutPicture(pictures, i, MOST_SIDE));
    } catch (error) {
      fault = error instanceof Error ? error.message : String(error);
    }
    for (const index of indices) underWay.delete(index);
    batches--;
    tell();
    readNext();
  };

  const readNext = () => {
    while (fault === null && batches < limits.batches) {
      const batch: number[] = [];
      let bytes = 0;
      for (const wish of wanted()) {
        if (kept.has(wish.index) || underWay.has(wish.index) || batch.includes(wish.index)) continue;
        if (batch.length > 0 && bytes + wish.bytes > limits.batchBytes) break;
        batch.push(wish.index);
        bytes += wish.bytes;
        if (batch.length === limits.batchPictures) break;
      }
      if (batch.length === 0) return;
      void read(batch);
    }
  };

  return {
    want: (place, list) => {
      wishes.set(place, list);
      for (const { index } of list) {
        const picture = kept.get(index);
        if (!picture) continue;
        kept.delete(index);
        kept.set(index, picture);
      }
      readNext();
    },
    picture: (index) => kept.get(index) ?? null,
    fault: () => fault,
    retry: () => {
      fault = null;
      tell();
      readNext();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
