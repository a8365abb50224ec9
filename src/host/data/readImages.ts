import { type ImageRecord, type ImageSelection, selectAll } from '../../engine/data/dataset.ts';
import type { BadImage } from '../../engine/data/packed/packedIndex.ts';
import { type DataFiles, nodeDataFiles } from './dataFiles.ts';
import { createImageDecoder } from './decode.ts';
import { decodeSources } from './decodeSources.ts';

/**
 * Reads single image files into memory, without a cache: for asking a trained network about them. They have
 * no class of their own (label 0 stands for none); those that cannot be read are listed, as everywhere.
 */
export async function readImages(
  paths: readonly string[],
  classes: readonly string[],
  files: DataFiles = nodeDataFiles,
): Promise<{ readonly selection: ImageSelection; readonly bad: readonly BadImage[] }> {
  const sources = paths.map((path) => ({ path, file: path, label: 0, track: '' }));
  const records: ImageRecord[] = [];
  const pictures: Uint8Array[] = [];
  const bad: BadImage[] = [];
  let offset = 0;
  for await (const image of decodeSources(sources, createImageDecoder(), files)) {
    if ('reason' in image) {
      bad.push(image);
      continue;
    }
    const { rgb, ...record } = image;
    records.push({ ...record, offset });
    pictures.push(rgb);
    offset += rgb.length;
  }
  const pixels = new Uint8Array(offset);
  pictures.forEach((rgb, i) => {
    pixels.set(rgb, records[i].offset);
  });
  return { selection: selectAll({ classes, records, pixels, contentHash: '' }), bad };
}
