import { resolve } from 'node:path';
import { gtsrbClassNames } from '../../engine/data/classNames.ts';
import { fail } from '../../shared/problem.ts';
import { matchLabels, requireSameClasses } from './classMatch.ts';
import type { ImageSource } from './imageSource.ts';
import { readFolder } from './readFolder.ts';

/** The name that stands for the built-in drawn signs wherever a data folder does. */
export const SIGNS = 'signs';

/** Image files, or the drawn signs. */
export type Listed = readonly ImageSource[] | typeof SIGNS;

/** What a run is to be trained on, before any image is opened. */
export interface TrainingList {
  readonly classes: readonly string[];
  readonly train: Listed;
  readonly test: Listed | null;
}

/**
 * Lists training and test images of `data`, the latter of `testData` where given. Throws one ProblemError for
 * a folder that is missing or empty and for a class of the test set that the training set does not have.
 */
export async function listTraining(data: string, testData: string | null): Promise<TrainingList> {
  if (data === SIGNS) {
    return {
      classes: gtsrbClassNames,
      train: SIGNS,
      test: await listEvaluation(testData ?? SIGNS, 'test', gtsrbClassNames),
    };
  }
  const folder = await readFolder(resolve(data), { split: testData === null ? 'both' : 'train' });
  const { classes, train } = folder;
  if (train.length === 0)
    fail('no-images', `${data} holds test images only, expected training images`, { file: data });
  if (testData !== null)
    return { classes, train, test: await listEvaluation(testData, 'test', classes, train) };
  requireTrained(folder.test, train, classes);
  return { classes, train, test: folder.test.length > 0 ? folder.test : null };
}

/**
 * Lists one split of `data`, labelled as `classes` are; with `train`, each class must have an image there.
 * Throws one ProblemError for a folder that is missing or empty and for a class that is not known.
 */
export async function listEvaluation(
  data: string,
  split: 'train' | 'test',
  classes: readonly string[],
  train: readonly ImageSource[] = [],
): Promise<Listed> {
  if (data === SIGNS) {
    requireSameClasses(gtsrbClassNames, classes, data);
    return SIGNS;
  }
  const folder = await readFolder(resolve(data), { split });
  const sources = matchLabels(folder[split], folder.classes, classes, data);
  if (train.length > 0) requireTrained(sources, train, classes);
  return sources;
}

function requireTrained(
  test: readonly ImageSource[],
  train: readonly ImageSource[],
  classes: readonly string[],
): void {
  const trained = new Set(train.map(({ label }) => label));
  const stray = test.find(({ label }) => !trained.has(label));
  if (stray === undefined) return;
  const name = `"${classes[stray.label]}" (class ${stray.label})`;
  const message = `the test set has images of ${name}, of which the training set has none: ${stray.file}`;
  fail('unknown-class', message, { file: stray.path });
}
