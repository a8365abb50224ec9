import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { topClasses } from '../../engine/training/metrics.ts';
import { fail } from '../../shared/problem.ts';
import type { DecodedImage } from '../data/image.ts';
import type { LoadedSelection } from '../data/loadData.ts';
import { readPictures } from '../data/pictures.ts';
import { loadSharpModule } from '../data/sharpModule.ts';
import { createNewFolder } from '../files/createFolder.ts';
import { fileError, withFile } from '../files/fileProblem.ts';
import { nodeFileSystem } from '../files/fileSystem.ts';
import { removeFolder } from '../files/moveFolder.ts';
import { replaceFile } from '../files/replaceFile.ts';
import type { EvaluationFile, Prediction } from '../runs/evaluationFile.ts';
import { csvLine } from './csv.ts';

/** Pictures that are encoded side by side. */
const AT_ONCE = 16;
const TOP = 5;

export interface MistakesExport {
  /** A folder that is not there or empty. */
  readonly folder: string;
  readonly evaluation: EvaluationFile;
  /** The evaluated images. */
  readonly images: LoadedSelection;
  readonly classes: readonly string[];
  /** Dataset indices of the mistakes to write; null for all. */
  readonly indices: readonly number[] | null;
}

/**
 * Writes `mistakes.csv` and the pictures at their own sizes as PNG in `pictures/`; returns how many. Nothing stays
 * where it fails. Throws ProblemError, also where the folder holds something or no mistake is asked for.
 */
export async function exportMistakes(request: MistakesExport): Promise<number> {
  const { folder, evaluation, images, classes, indices } = request;
  const wanted = indices && new Set(indices);
  const mistakes = evaluation.mistakes.filter(({ index }) => wanted === null || wanted.has(index));
  if (mistakes.length === 0) fail('no-mistakes', 'there are no mistakes to export');
  const isNew = claimFolder(folder);
  const pictures = join(folder, 'pictures');
  try {
    withFile('create folder', pictures, () => createNewFolder(pictures));
    for (let at = 0; at < mistakes.length; at += AT_ONCE) {
      await writePictures(pictures, mistakes.slice(at, at + AT_ONCE), images);
    }
    const table = join(folder, 'mistakes.csv');
    withFile('write', table, () => replaceFile(table, mistakesTable(mistakes, classes)));
  } catch (error) {
    await removeFolder(isNew ? folder : pictures).catch(() => {});
    throw error;
  }
  return mistakes.length;
}

/** The table of mistakes as text: one line each, the five likeliest classes at its end. */
export function mistakesTable(mistakes: readonly Prediction[], classes: readonly string[]): string {
  const top = Array.from({ length: Math.min(TOP, classes.length) }, (_, i) => i + 1);
  const heads = top.flatMap((place) => [`top ${place}`, `top ${place} probability`]);
  const fixed = ['file', 'track', 'class', 'class name', 'predicted', 'predicted name', 'probability'];
  const lines = mistakes.map((mistake) => {
    const { file, track, predicted, probabilities } = mistake;
    const likeliest = topClasses(probabilities, top.length);
    return csvLine([
      file,
      track,
      mistake.class,
      classes[mistake.class],
      predicted,
      classes[predicted],
      probabilities[predicted],
      ...likeliest.flatMap((c) => [classes[c], probabilities[c]]),
      pictureName(mistake),
    ]);
  });
  return csvLine([...fixed, ...heads, 'picture']) + lines.join('');
}

/** A name of digits: what a data folder calls its files may be no name elsewhere. */
function pictureName({ index }: Prediction): string {
  return `pictures/${String(index).padStart(6, '0')}.png`;
}

async function writePictures(
  folder: string,
  mistakes: readonly Prediction[],
  images: LoadedSelection,
): Promise<void> {
  const { widths, heights, offsets, pixels } = readPictures(
    images,
    mistakes.map(({ index }) => index),
  );
  await Promise.all(
    mistakes.map(async (mistake, i) => {
      const [width, height] = [widths[i], heights[i]];
      const rgb = pixels.subarray(offsets[i], offsets[i] + 3 * width * height);
      const path = join(folder, '..', pictureName(mistake));
      try {
        await writeFile(path, await encodePng({ width, height, rgb }), { flag: 'wx' });
      } catch (error) {
        throw fileError(error, 'write', path);
      }
    }),
  );
}

async function encodePng({ width, height, rgb }: DecodedImage): Promise<Uint8Array> {
  const sharp = await loadSharpModule();
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/** Makes sure of an empty folder; says whether it was made. */
function claimFolder(folder: string): boolean {
  if (!nodeFileSystem.exists(folder)) {
    withFile('create folder', folder, () => createNewFolder(folder));
    return true;
  }
  const [entry] = withFile('read folder', folder, () => nodeFileSystem.list(folder));
  if (entry !== undefined) {
    const message = `${folder} is not empty (it holds ${entry}); expected an empty or new folder`;
    fail('not-empty', message, { file: folder });
  }
  return false;
}
