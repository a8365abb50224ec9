import { createHash } from 'node:crypto';
import type { ImageSelection } from '../../engine/data/dataset.ts';
import { selectAll } from '../../engine/data/dataset.ts';
import type { BadImage } from '../../engine/data/packed/packedIndex.ts';
import { limitBalanced } from '../../engine/data/sampling.ts';
import { splitValidation } from '../../engine/data/split.ts';
import { fail } from '../../shared/problem.ts';
import { type CachedImages, type CacheOptions, openImageSet, openSigns } from './cache.ts';
import type { Progress } from './decodeSources.ts';
import { type Listed, listEvaluation, listTraining, SIGNS } from './listData.ts';

export { SIGNS } from './listData.ts';

/** Share held out for validation where there is no test set and nobody said otherwise. */
export const DEFAULT_VALIDATION = 0.15;

export interface LoadProgress extends Progress {
  readonly split: 'train' | 'test';
}

interface CommonOptions extends Omit<CacheOptions, 'onProgress'> {
  /** A data folder, or `signs` for the drawn ones. */
  readonly data: string;
  /** At most so many images of training and of test, balanced by class. */
  readonly limit?: number | null;
  readonly seed: number;
  readonly onProgress?: (progress: LoadProgress) => void;
}

export interface LoadOptions extends CommonOptions {
  /** Another folder for the test set; by default the test images of `data`, if it has any. */
  readonly test?: string | null;
  /** From 0 to below 1; by default 0 with a test set and 0.15 without. */
  readonly validationShare?: number | null;
}

/** Some images, and the cache file the engine reads them from. */
export interface LoadedSelection extends ImageSelection {
  readonly cache: string;
}

/** What a run trains on. Splits are index lists over two sets of images. */
export interface LoadedData {
  readonly classes: readonly string[];
  readonly train: LoadedSelection;
  readonly validation: LoadedSelection | null;
  readonly test: LoadedSelection | null;
  readonly bad: readonly BadImage[];
  /** The share that was used: as given, or the default. */
  readonly validationShare: number;
  /** SHA-256 in hex of all images of training and test, before limit and split. */
  readonly hash: string;
}

/**
 * Loads training, validation and test images; the limit comes first, then the split. Throws one ProblemError
 * where a folder is missing, empty or of one class, or where its test set has a class that the training set
 * has not.
 */
export async function loadData(options: LoadOptions): Promise<LoadedData> {
  const { data, seed } = options;
  const testData = options.test ?? null;
  const list = await listTraining(data, testData);
  const train = await openListed(list.train, list.classes, 'train', data, options);
  requireTwoClasses(train.set.records, train.set.classes, data);
  const test = list.test && (await openListed(list.test, list.classes, 'test', testData ?? data, options));
  const limited = limitedTo(train, options);
  const validationShare = options.validationShare ?? (test ? 0 : DEFAULT_VALIDATION);
  const split = splitValidation(train.set.records, limited.indices, validationShare, seed);
  return {
    classes: list.classes,
    train: { ...limited, indices: split.train },
    validation: split.validation.length > 0 ? { ...limited, indices: split.validation } : null,
    test: test && limitedTo(test, options),
    bad: [...train.bad, ...(test?.bad ?? [])],
    validationShare,
    hash: createHash('sha256')
      .update(`${train.set.contentHash} ${test?.set.contentHash ?? 'none'}`)
      .digest('hex'),
  };
}

export interface EvaluationOptions extends CommonOptions {
  readonly split: 'train' | 'test';
  /** The classes of the trained network; images are labelled as it knows them. */
  readonly classes: readonly string[];
}

/** Images to try a trained network on. */
export interface EvaluationData {
  readonly selection: LoadedSelection;
  readonly bad: readonly BadImage[];
  readonly hash: string;
}

/**
 * Loads images to try a trained network on, whatever the order of classes in their folder; a folder per class
 * without train and test folders serves as either split. Throws one ProblemError where they are missing or of
 * unknown classes.
 */
export async function loadEvaluation(options: EvaluationOptions): Promise<EvaluationData> {
  const { data, split, classes } = options;
  const opened = await openListed(await listEvaluation(data, split, classes), classes, split, data, options);
  return { selection: limitedTo(opened, options), bad: opened.bad, hash: opened.set.contentHash };
}

/** Opens what was listed; throws one ProblemError where not one image can be read. */
async function openListed(
  list: Listed,
  classes: readonly string[],
  split: 'train' | 'test',
  data: string,
  { onProgress, ...options }: CommonOptions,
): Promise<CachedImages> {
  const told = onProgress && ((progress: Progress) => onProgress({ ...progress, split }));
  const all = { ...options, onProgress: told };
  const opened = list === SIGNS ? await openSigns(split, all) : await openImageSet(classes, list, all);
  if (opened.set.records.length > 0) return opened;
  const [first] = opened.bad;
  const what = `none of the ${list.length} ${split === 'train' ? 'training' : 'test'} images of ${data} can be read`;
  return fail('no-images', `${what}; the first: ${first.file} ${first.reason}`, { file: data });
}

function limitedTo({ set, cache }: CachedImages, { limit, seed }: CommonOptions): LoadedSelection {
  const { indices } = selectAll(set);
  return { set, cache, indices: limitBalanced(set.records, indices, limit ?? indices.length, seed) };
}

/** Throws ProblemError where images, at least one, are all of one class. */
export function requireTwoClasses(
  images: readonly { readonly label: number }[],
  classes: readonly string[],
  data: string,
): void {
  const [{ label }] = images;
  if (images.some((image) => image.label !== label)) return;
  const message = `${data} has images of one class only ("${classes[label]}"), training needs at least two`;
  fail('one-class', message, { file: data });
}
