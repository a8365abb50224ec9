import { expect, test } from 'vitest';
import type { Pictures } from '../../shared/api/pictures.ts';
import { createPictureLoader, type LoaderLimits } from './pictureLoader.ts';

const limits: LoaderLimits = { kept: 30, batchBytes: 9, batchPictures: 2, batches: 1 };
const wishes = (...indices: number[]) => indices.map((index) => ({ index, bytes: 3 }));
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Pictures of one pixel whose red is their index, answered one batch at a time when the test says so. */
function host() {
  const asked: number[][] = [];
  const answers: (() => void)[] = [];
  let fault: string | null = null;
  const load = (indices: readonly number[]) =>
    new Promise<Pictures>((resolve, reject) => {
      asked.push([...indices]);
      const ones = Uint32Array.from(indices, () => 1);
      const offsets = Uint32Array.from(indices, (_, i) => 3 * i);
      const pixels = Uint8Array.from(indices.flatMap((index) => [index, 0, 0]));
      answers.push(() =>
        fault === null ? resolve({ widths: ones, heights: ones, offsets, pixels }) : reject(new Error(fault)),
      );
    });
  const answer = async () => {
    answers.shift()?.();
    await settle();
  };
  return { asked, answer, load, break: (sentence: string | null) => (fault = sentence) };
}

test('pictures come in batches, each once, and can be had from then on', async () => {
  const { asked, answer, load } = host();
  const loader = createPictureLoader(load, limits);
  let told = 0;
  loader.subscribe(() => told++);
  loader.want('gallery', wishes(7, 4, 9));
  expect([loader.picture(7), asked]).toEqual([null, [[7, 4]]]);
  await answer();
  expect(asked).toEqual([[7, 4], [9]]);
  await answer();
  expect([7, 4, 9].map((index) => loader.picture(index)?.pixels[0])).toEqual([7, 4, 9]);
  loader.want('gallery', wishes(4, 9));
  expect([asked.length, told]).toEqual([2, 2]);
});

test('what was scrolled past is not read; the panel comes before the gallery', async () => {
  const { asked, answer, load } = host();
  const loader = createPictureLoader(load, limits);
  loader.want('gallery', wishes(1, 2, 3, 4));
  loader.want('gallery', wishes(50, 51));
  loader.want('panel', wishes(60));
  await answer();
  await answer();
  expect(asked).toEqual([[1, 2], [60, 50], [51]]);
});

test('a batch ends before it is too many bytes; a large picture is read alone', async () => {
  const { asked, answer, load } = host();
  const loader = createPictureLoader(load, limits);
  loader.want('gallery', [
    { index: 1, bytes: 5 },
    { index: 2, bytes: 5 },
    { index: 3, bytes: 400 },
  ]);
  await answer();
  await answer();
  expect(asked).toEqual([[1], [2], [3]]);
});

test('those unused longest make room, never those that are shown', async () => {
  const { asked, answer, load } = host();
  const loader = createPictureLoader(load, { ...limits, kept: 9 });
  for (const index of [1, 2, 3]) {
    loader.want('gallery', wishes(index));
    await answer();
  }
  loader.want('gallery', wishes(1));
  loader.want('gallery', wishes(1, 4, 5));
  await answer();
  expect([1, 2, 3, 4, 5].map((index) => loader.picture(index) !== null)).toEqual([
    true,
    false,
    false,
    true,
    true,
  ]);
  loader.want('gallery', wishes(1, 4, 5, 6));
  await answer();
  expect(loader.picture(1)).not.toBeNull();
  expect(asked.at(-1)).toEqual([6]);
});

test('after a fault nothing is read until it is tried again', async () => {
  const { asked, answer, load, break: breakHost } = host();
  const loader = createPictureLoader(load, limits);
  breakHost('the folder is gone');
  loader.want('gallery', wishes(1, 2, 3));
  await answer();
  expect([loader.fault(), asked.length]).toEqual(['the folder is gone', 1]);
  loader.want('gallery', wishes(8));
  expect(asked.length).toBe(1);
  breakHost(null);
  loader.retry();
  await answer();
  expect([loader.fault(), asked.at(-1), loader.picture(8)?.pixels[0]]).toEqual([null, [8], 8]);
});
