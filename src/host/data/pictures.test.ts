import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openImageSet } from './cache.ts';
import { packPictures, placePictures, readPictures } from './pictures.ts';
import { ppm, sampleFolder } from './testing/sampleFolder.ts';

/** Seven images of lopsided sizes in a cache. */
async function sample() {
  const folder = sampleFolder();
  onTestFinished(folder.remove);
  const sources = Array.from({ length: 7 }, (_, i) => ({
    path: folder.add(`${i}.ppm`, ppm(3 + (i % 4), 9 - i, i)),
    file: `${i}.ppm`,
    label: i % 2,
    track: '',
  }));
  return openImageSet(['a', 'b'], sources, { cacheDir: join(folder.root, 'cache') });
}

test('pictures come in the order asked for, at their own sizes, out of memory as out of the cache', async () => {
  const images = await sample();
  const indices = [6, 0, 3, 3];
  const pictures = packPictures(images.set, indices);
  expect([...pictures.widths]).toEqual([5, 3, 6, 6]);
  expect([...pictures.heights]).toEqual([3, 9, 6, 6]);
  expect([...pictures.offsets]).toEqual([0, 45, 126, 234]);
  const whole = Buffer.concat(
    [ppm(5, 3, 6), ppm(3, 9, 0), ppm(6, 6, 3), ppm(6, 6, 3)].map((file, i) => {
      const { widths, heights } = pictures;
      return file.slice(-3 * widths[i] * heights[i]);
    }),
  );
  expect(whole.equals(pictures.pixels)).toBe(true);
  expect(readPictures(images, indices)).toEqual(pictures);
  expect(packPictures(images.set, []).pixels).toHaveLength(0);
});

test('an image that is not there is one sentence', async () => {
  const images = await sample();
  for (const index of [7, -1, 1.5]) {
    const sentence = `there is no image ${index}: the data hold 7, counted from 0`;
    expect(() => packPictures(images.set, [0, index])).toThrow(sentence);
    expect(() => readPictures(images, [index])).toThrow(sentence);
  }
});

test('more than one packet takes is refused before memory is taken', () => {
  const sizes = Array.from({ length: 6 }, () => ({ width: 4096, height: 4096 }));
  expect(() => placePictures(sizes)).toThrow(
    '6 pictures of 301989888 bytes were asked for, at most 268435456',
  );
});
