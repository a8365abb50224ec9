import { resolve } from 'node:path';
import { firstWeights } from '../../engine/training/initialise.ts';
import type { DataChoice } from '../../shared/api/data.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { fail } from '../../shared/problem.ts';
import type { CacheWatch } from '../data/cache.ts';
import { listTraining, SIGNS } from '../data/listData.ts';
import {
  DEFAULT_VALIDATION,
  type LoadedData,
  type LoadProgress,
  loadData,
  requireTwoClasses,
} from '../data/loadData.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { removeFolder } from '../files/moveFolder.ts';
import { imageInput, type Model, requireClasses, requireModel } from '../model.ts';
import { writeAbout } from './aboutFile.ts';
import type { StartingPoint } from './checkpointFile.ts';
import { lockRun, type RunLock } from './lock.ts';
import type { RunFile } from './runFile.ts';
import {
  claimRunFolder,
  createRunFolder,
  type FrozenRun,
  freezeRun,
  openRun,
  type RunPaths,
  runPaths,
} from './runFolder.ts';
import { loadCheckpoint } from './useRun.ts';

/** What a new run is to be. */
export interface NewRun {
  readonly document: GraphDocument;
  /** What started it: `signalbox train mine.json`. */
  readonly program: string;
  /** As a person calls it; null leaves it without a name. */
  readonly name: string | null;
  readonly data: DataChoice;
  readonly seed: number;
  readonly now: Date;
  /** A folder that must be empty or new, or one in which a folder named by the time is made. */
  readonly place: { readonly folder: string } | { readonly parent: string };
}

/** A run in its folder, which no other process has until the lock is released. */
export interface HeldRun extends FrozenRun {
  readonly paths: RunPaths;
  readonly lock: RunLock;
}

/** All that training goes on from. */
export interface PreparedRun extends HeldRun {
  readonly model: Model;
  readonly data: LoadedData;
  readonly from: StartingPoint;
}

/** Who begins with a run before all of it is known. */
export interface Foresight extends CacheWatch {
  /** What the run trains and from where, before its images are read. It is waited for. */
  starts(model: Model, seed: number, from: StartingPoint): Promise<void>;
}

/** What goes on while a run is prepared. */
interface Beside {
  readonly onProgress: (progress: LoadProgress) => void;
  readonly ahead?: Foresight;
  readonly files?: FileSystem;
}

/**
 * Makes a run once all its images were looked at: a fault of graph or images leaves no folder behind. Throws
 * ProblemError.
 */
export async function newRun(
  request: NewRun,
  { onProgress, ahead, files = nodeFileSystem }: Beside,
): Promise<PreparedRun> {
  const model = requireModel(request.document);
  imageInput(model);
  const { seed } = request;
  const from = freshStart(model);
  await ahead?.starts(model, seed, from);
  const data = await loadData({ ...request.data, seed, onProgress, ahead });
  requireClasses(model, data.classes);
  const held = await holdNewRun(request, data, files);
  return { ...held, model, data, from };
}

/**
 * Makes a run whose images were listed but not yet looked at, so that it can be shown at once; `prepareRun` does the
 * rest. A fault of the graph, a folder that is not there or another number of classes leaves no folder behind. Throws
 * ProblemError.
 */
export async function foundRun(request: NewRun, files: FileSystem = nodeFileSystem): Promise<HeldRun> {
  const model = requireModel(request.document);
  imageInput(model);
  const { data, test, validationShare } = request.data;
  const { classes, train, test: tested } = await listTraining(data, test);
  if (train !== SIGNS) requireTwoClasses(train, classes, data);
  requireClasses(model, classes);
  const share = validationShare ?? (tested ? 0 : DEFAULT_VALIDATION);
  return holdNewRun(request, { classes, validationShare: share, hash: null }, files);
}

/** Takes a run that exists. Throws ProblemError where there is none or another process has it. */
export async function holdRun(folder: string, files: FileSystem = nodeFileSystem): Promise<HeldRun> {
  const { paths } = openRun(folder, files);
  const lock = await lockRun(paths.folder);
  try {
    return { ...openRun(folder, files), lock };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

export interface PrepareOptions extends Beside {
  /** Another number of epochs than the run has, whole or not; it becomes the run's. */
  readonly epochs?: number | null;
  /** Where the images of the run lie now. */
  readonly data?: string | null;
}

/**
 * Loads a run's images and the checkpoint it goes on from. Throws ProblemError, also where the images are not those
 * that the run was started with; the lock is the caller's to release.
 */
export async function prepareRun(held: HeldRun, options: PrepareOptions): Promise<PreparedRun> {
  const { run, document, paths } = held;
  const { onProgress, ahead, files = nodeFileSystem } = options;
  const training = { ...document.training, epochs: options.epochs ?? document.training.epochs };
  const model = requireModel({ ...document, training });
  // A run killed before its first checkpoint starts anew: nothing was done yet.
  const from = files.exists(paths.last) ? loadCheckpoint(paths, 'last', files) : freshStart(model);
  const { validationShare, limit, seed } = run;
  const path = options.data ?? run.data.path;
  await ahead?.starts(model, seed, from);
  const choice = { data: path, test: run.data.test, validationShare, limit };
  const data = await loadData({ ...choice, seed, onProgress, ahead });
  if (run.data.hash !== null && data.hash !== run.data.hash) {
    fail(
      'data-differs',
      `the images in ${path} are not those the run in ${paths.folder} was started with; expected the same images, names of classes and split`,
      { file: path },
    );
  }
  requireClasses(model, data.classes);
  const known = { ...run, data: { ...run.data, hash: data.hash } };
  if (run.data.hash === null || training.epochs !== document.training.epochs)
    freezeRun({ run: known, document: model.document }, paths, files);
  return { ...held, run: known, document: model.document, model, data, from };
}

/** A data folder by a name that holds wherever the run is resumed from. */
export function lastingPath(data: string): string {
  return data === SIGNS ? data : resolve(data);
}

async function holdNewRun(
  { document, program, name, data, seed, now, place }: NewRun,
  known: {
    readonly classes: readonly string[];
    readonly validationShare: number;
    readonly hash: string | null;
  },
  files: FileSystem,
): Promise<HeldRun> {
  const claim = () =>
    'folder' in place ? claimRunFolder(place.folder, files) : createRunFolder(place.parent, now, files);
  const folder = claim();
  const paths = runPaths(folder);
  const lock = await lockRun(folder);
  try {
    // Another start may have filled the folder before it was ours.
    if ('folder' in place) claim();
    const run: RunFile = {
      version: 1,
      created: now.toISOString(),
      program,
      seed,
      limit: data.limit,
      validationShare: known.validationShare,
      data: {
        path: lastingPath(data.data),
        test: data.test === null ? null : lastingPath(data.test),
        hash: known.hash,
        classes: [...known.classes],
      },
    };
    if (name !== null) writeAbout(paths.about, { name, fault: null }, files);
    freezeRun({ run, document }, paths, files);
    return { run, document, paths, lock };
  } catch (error) {
    // The error under way matters more than a folder that stays.
    if ('parent' in place) await removeFolder(folder).catch(() => {});
    await lock.release();
    throw error;
  }
}

function freshStart(model: Model): StartingPoint {
  const tensors = firstWeights(model.graph);
  return { position: { epoch: 1, step: 0 }, reported: 0, best: null, tensors };
}
