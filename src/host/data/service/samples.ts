import type { ImageRecord } from '../../../engine/data/dataset.ts';
import { limitBalanced } from '../../../engine/data/sampling.ts';
import type { DataSamples } from '../../../shared/api/data.ts';
import { fail } from '../../../shared/problem.ts';
import type { LoadedSelection } from '../loadData.ts';
import { byteLength, readPictures } from '../pictures.ts';

/** Samples of large photographs are fewer than asked for, so that a page gets them at once. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Up to `count` images, the same ones each time: spread over the classes, or of one class; ordered by class.
 * Throws ProblemError `no-class` for a label there is not.
 */
export function sampleImages(images: LoadedSelection, count: number, label: number | null): DataSamples {
  const { records, classes } = images.set;
  if (label !== null && label >= classes.length) {
    fail('no-class', `there is no class ${label}: the data have ${classes.length}, counted from 0`);
  }
  const all = label === null ? images.indices : images.indices.filter((i) => records[i].label === label);
  const indices = spreadWithinBytes(records, all, count);
  return {
    indices,
    labels: Uint32Array.from(indices, (index) => records[index].label),
    files: Array.from(indices, (index) => records[index].file),
    pictures: readPictures(images, indices),
  };
}

/** Some of `all`, as many of each class as can be, the same ones each time; ordered by class. */
export function spread(records: readonly ImageRecord[], all: Uint32Array, count: number): Uint32Array {
  return limitBalanced(records, all, count, 0).sort((a, b) => records[a].label - records[b].label || a - b);
}

/** `spread`, thinned until it fits in a packet; at least one image. */
function spreadWithinBytes(records: readonly ImageRecord[], all: Uint32Array, count: number): Uint32Array {
  for (let wanted = count; ; ) {
    const indices = spread(records, all, wanted);
    const bytes = indices.reduce((sum, index) => sum + byteLength(records[index]), 0);
    if (bytes <= MOST_BYTES || indices.length <= 1) return indices;
    wanted = Math.max(1, Math.floor((indices.length * MOST_BYTES) / bytes));
  }
}
