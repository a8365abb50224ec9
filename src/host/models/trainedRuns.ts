import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ProblemError } from '../../shared/problem.ts';
import { type LoadedData, type LoadedSelection, loadData } from '../data/loadData.ts';
import { nodeFileSystem } from '../files/fileSystem.ts';
import { type Model, requireModel } from '../model.ts';
import type { RunFile } from '../runs/runFile.ts';
import { openRun, type RunPaths } from '../runs/runFolder.ts';
import { runFolder } from '../runs/service/runShelf.ts';
import { type CheckpointName, loadRun, type TrainedRun } from '../runs/useRun.ts';

/** How many runs' lists of images stay known; their pixels lie in the caches. */
const MOST_KEPT = 2;

/** A run as it was started, without its weights. */
export interface KnownRun {
  readonly id: string;
  readonly run: RunFile;
  readonly model: Model;
  readonly paths: RunPaths;
}

/** A run with weights, and what tells these weights from those of another moment. */
export interface StampedRun extends TrainedRun {
  readonly id: string;
  readonly stamp: string;
}

export type Split = 'train' | 'validation' | 'test';

/** The runs of one folder by id, with their weights and images. */
export interface TrainedRuns {
  /** Throws ProblemError where there is none. */
  open(id: string): KnownRun;
  /** Reads the weights where they changed since the last time. Throws ProblemError where there are none yet. */
  trained(id: string, checkpoint: CheckpointName): StampedRun;
  /** The images that the run was trained and judged on. Throws ProblemError where they are gone or other ones. */
  data(id: string): Promise<LoadedData>;
  /** Runs `use` on a split's images; once more, after looking at the data anew, where their cache cannot be read. */
  withSplit<T>(id: string, split: Split, use: (images: LoadedSelection) => T | Promise<T>): Promise<T>;
}

/** Looks for runs in a folder. */
export function createTrainedRuns(runsFolder: string): TrainedRuns {
  let kept: readonly { readonly id: string; readonly data: Promise<LoadedData> }[] = [];
  const weights = new Map<CheckpointName, StampedRun>();

  const open = (id: string): KnownRun => {
    const { run, document, paths } = openRun(runFolder(runsFolder, id, nodeFileSystem));
    return { id, run, model: requireModel(document), paths };
  };

  const load = async (id: string) => {
    const { run, paths } = open(id);
    const { seed, limit, validationShare } = run;
    const { path, test, hash } = run.data;
    const data = await loadData({ data: path, test, seed, limit, validationShare });
    if (hash !== null && data.hash !== hash) {
      const message = `the images in ${path} are not those the run in ${paths.folder} was started with`;
      fail('data-differs', message, { file: path });
    }
    return data;
  };

  const data = (id: string) => {
    const known = kept.find((entry) => entry.id === id) ?? { id, data: load(id) };
    kept = [known, ...kept.filter((entry) => entry !== known)].slice(0, MOST_KEPT);
    known.data.catch(() => forget(id));
    return known.data;
  };

  const forget = (id: string) => {
    kept = kept.filter((entry) => entry.id !== id);
  };

  return {
    open,
    data,
    trained: (id, checkpoint) => {
      const folder = runFolder(runsFolder, id, nodeFileSystem);
      const stamp = stampOf(folder, checkpoint);
      const known = weights.get(checkpoint);
      if (known?.id === id && known.stamp === stamp) return known;
      const read = { ...loadRun(folder, checkpoint), id, stamp };
      weights.set(checkpoint, read);
      return read;
    },
    withSplit: async (id, split, use) => {
      try {
        return await use(selectionOf(await data(id), split));
      } catch (error) {
        if (!(error instanceof ProblemError && isLostCache(error))) throw error;
        forget(id);
        return use(selectionOf(await data(id), split));
      }
    },
  };
}

/** Changes with each file of weights that the run writes. */
function stampOf(folder: string, checkpoint: CheckpointName): string {
  const names = checkpoint === 'best' ? ['best', 'last'] : ['last'];
  const found = names.map((name) => statSync(join(folder, `${name}.safetensors`), { throwIfNoEntry: false }));
  // Only the first that is there counts: it is the one that is read.
  const status = found.find((each) => each !== undefined);
  return status === undefined ? 'none' : `${status.ino} ${status.size} ${status.mtimeMs}`;
}

function selectionOf(data: LoadedData, split: Split): LoadedSelection {
  return data[split] ?? fail('no-split', `the run has no ${split} images`);
}

function isLostCache({ problem: { code } }: ProblemError): boolean {
  return code === 'cache-damaged' || code === 'file-enoent';
}
