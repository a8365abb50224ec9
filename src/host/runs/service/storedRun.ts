import { basename } from 'node:path';
import { parameterCount } from '../../../engine/compiler/tensors.ts';
import type { EpochLine, RunSummary } from '../../../shared/api/runs.ts';
import type { TrainingSettings } from '../../../shared/document.ts';
import { isThrough } from '../../../shared/epochs.ts';
import { ProblemError } from '../../../shared/problem.ts';
import { nodeDataFiles } from '../../data/dataFiles.ts';
import { type FileSystem, nodeFileSystem } from '../../files/fileSystem.ts';
import { judge } from '../../model.ts';
import { type RunFault, readAbout } from '../aboutFile.ts';
import { graphHash } from '../graphHash.ts';
import { readMetrics } from '../metricsLog.ts';
import { readPlan } from '../planFile.ts';
import { openRun, type RunPaths, runPaths } from '../runFolder.ts';

/** A run as its folder tells it, whoever trains it or not. */
export interface StoredRun {
  readonly summary: Omit<RunSummary, 'state' | 'sentence' | 'cause'>;
  /** All that was asked for was trained. */
  readonly isFinished: boolean;
  /** Why it ended badly last time, or what is damaged; null where all is well. */
  readonly fault: RunFault | null;
}

/** The part of a summary that is as it was at the run's start. */
type Frozen = Omit<
  StoredRun['summary'],
  'id' | 'folder' | 'name' | 'epochsDone' | 'device' | 'last' | 'best'
> & {
  readonly program: string;
};

/** Reads runs, each file again only where it has changed since. */
export interface StoredRuns {
  /** Null where the folder holds no run. */
  read(folder: string): StoredRun | null;
  /** Lets go of folders that are no more. */
  keepOnly(folders: readonly string[]): void;
}

interface Known {
  frozen: { readonly signature: string; readonly value: Frozen } | null;
  stored: { readonly signature: string; readonly value: StoredRun } | null;
}

/** Makes a reader of runs that remembers. */
export function createStoredRuns(files: FileSystem = nodeFileSystem): StoredRuns {
  const known = new Map<string, Known>();
  return {
    read(folder) {
      const paths = runPaths(folder);
      const begun = signatureOf([paths.run, paths.graph]);
      if (!holdsRun(paths, files)) return null;
      const entry = known.get(folder) ?? { frozen: null, stored: null };
      known.set(folder, entry);
      const since = signatureOf([paths.metrics, paths.about, paths.plan]);
      const signature = `${begun} ${since} ${files.exists(paths.last)}`;
      if (entry.stored?.signature === signature) return entry.stored.value;
      const value = withDamage(folder, () => {
        if (entry.frozen?.signature !== begun)
          entry.frozen = { signature: begun, value: readFrozen(folder, files) };
        return readStored(paths, entry.frozen.value, files);
      });
      entry.stored = { signature, value };
      return value;
    },
    keepOnly(folders) {
      const kept = new Set(folders);
      for (const folder of known.keys()) if (!kept.has(folder)) known.delete(folder);
    },
  };
}

function holdsRun(paths: RunPaths, files: FileSystem): boolean {
  return [paths.run, paths.graph, paths.last].some((path) => files.exists(path));
}

function signatureOf(paths: readonly string[]): string {
  return paths
    .map((path) => {
      const status = nodeDataFiles.status(path);
      return status ? `${status.modified}:${status.bytes}` : '-';
    })
    .join(' ');
}

function readFrozen(folder: string, files: FileSystem): Frozen {
  const { run, document } = openRun(folder, files);
  const { model } = judge(document);
  return {
    created: run.created,
    training: document.training,
    seed: run.seed,
    data: run.data.path,
    test: run.data.test,
    validationShare: run.validationShare,
    limit: run.limit,
    classes: run.data.classes.length,
    nodes: document.nodes.length,
    parameters: model ? parameterCount(model.graph) : 0,
    graphHash: graphHash(document),
    program: run.program,
  };
}

function readStored(paths: RunPaths, { program, ...frozen }: Frozen, files: FileSystem): StoredRun {
  const lines = readMetrics(paths.metrics, files);
  const { name, fault, cause } = readAbout(paths.about, files);
  const epochsDone = lines.at(-1)?.epoch ?? 0;
  const isFinished = isThrough(epochsDone, frozen.training.epochs) && files.exists(paths.last);
  return {
    summary: {
      ...frozen,
      id: basename(paths.folder),
      folder: paths.folder,
      name: name ?? nameFrom(program) ?? basename(paths.folder),
      epochsDone,
      device: readPlan(paths.plan, files)?.description ?? null,
      last: lines.at(-1) ?? null,
      best: bestOf(lines),
    },
    isFinished,
    fault: fault === null ? null : { sentence: fault, cause },
  };
}

/** What the command line called the project: `signalbox train vgg-small.json`. */
function nameFrom(program: string): string | null {
  return /^signalbox train (.+)\.json$/.exec(program)?.[1] ?? null;
}

/** The epoch with the best accuracy on held-out images, the first on ties: validation where there is one, else test. */
export function bestOf(lines: readonly EpochLine[]): EpochLine | null {
  const split = lines.some(({ validation }) => validation) ? 'validation' : 'test';
  const held = lines.filter((line) => line[split]);
  if (held.length === 0) return null;
  return held.reduce((best, line) =>
    (line[split]?.accuracy ?? 0) > (best[split]?.accuracy ?? 0) ? line : best,
  );
}

/** A run that cannot be read is shown with the reason, never an error of the list. */
function withDamage(folder: string, read: () => StoredRun): StoredRun {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return damaged(folder, error.message);
  }
}

function damaged(folder: string, sentence: string): StoredRun {
  const none = { type: '', params: {} };
  const training: TrainingSettings = {
    criterion: none,
    optimiser: none,
    schedule: none,
    augmentation: '',
    epochs: 0,
    batchSize: 0,
    balance: 0,
    averaging: null,
  };
  const created = new Date(nodeDataFiles.status(folder)?.modified ?? 0).toISOString();
  return {
    summary: {
      id: basename(folder),
      folder,
      name: basename(folder),
      created,
      epochsDone: 0,
      training,
      seed: 0,
      data: '',
      test: null,
      validationShare: 0,
      limit: null,
      device: null,
      classes: 0,
      nodes: 0,
      parameters: 0,
      graphHash: '',
      last: null,
      best: null,
    },
    isFinished: false,
    fault: { sentence },
  };
}
