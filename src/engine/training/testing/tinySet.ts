import type { ImageSet } from '../../data/dataset.ts';

/** A few images of lopsided sizes and colours, in three classes, packed as a data set is; another salt gives others. */
export function tinySet(images: number, salt = 0): ImageSet {
  let offset = 0;
  const records = Array.from({ length: images }, (_, i) => {
    const [width, height] = [5 + ((i * 3) % 4), 6 + ((i * 5) % 3)];
    const record = { offset, width, height, label: (i * 2) % 3, track: '', file: `${i}.ppm` };
    offset += width * height * 3;
    return record;
  });
  const pixels = Uint8Array.from({ length: offset }, (_, i) => ((i + salt) * 2654435761) >>> 23);
  return { classes: ['stop', 'yield', 'no entry'], records, pixels, contentHash: 'tiny' };
}
