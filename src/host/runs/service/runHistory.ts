import { setImmediate } from 'node:timers/promises';
import type { RunDetails, RunEvaluation, RunSummary } from '../../../shared/api/runs.ts';
import type { CurveColumns } from '../../../shared/curve.ts';
import { fail } from '../../../shared/problem.ts';
import type { FileSystem } from '../../files/fileSystem.ts';
import { readText } from '../../files/readText.ts';
import { type RunFault, readAbout, writeAbout } from '../aboutFile.ts';
import { readCurve } from '../curve/curveFile.ts';
import { readEvaluationFile } from '../evaluationFile.ts';
import { lockRun } from '../lock.ts';
import { readMetrics } from '../metricsLog.ts';
import { openRun, runPaths } from '../runFolder.ts';
import { createHolders } from './holders.ts';
import { binOf, emptyBin, moveToBin, restoreFromBin, runFolder, runFolders } from './runShelf.ts';
import type { RunStanding } from './runStanding.ts';
import { createStoredRuns, type StoredRun } from './storedRun.ts';

/** What the history does not find on disk: the runs of this process. */
export interface LiveRuns {
  /** How a run that this process trains stands; null for one it does not. */
  standing(id: string): RunStanding | null;
  /** Why a run failed that could not write it down. */
  fault(id: string): RunFault | null;
  /** A curve that is not on disk, or not all of it. */
  curve(id: string): CurveColumns | null;
}

/** The runs of a folder, and its bin. Every method throws ProblemError with one sentence. */
export interface RunHistory {
  folder(id: string): string;
  name(id: string): string;
  /** Newest first. */
  list(): Promise<RunSummary[]>;
  /** The curve and the lines are of one moment: that at which the answer comes. */
  details(id: string): Promise<Omit<RunDetails, 'seq' | 'progress'>>;
  evaluation(id: string): RunEvaluation | null;
  setName(id: string, name: string): void;
  delete(id: string): Promise<void>;
  binned(): Promise<RunSummary[]>;
  restore(id: string): void;
  emptyBin(): Promise<void>;
}

/** Runs read in one go, before others have their turn. */
const AT_ONCE = 8;

/** Opens the history of a folder of runs; it need not be there yet. */
export function createRunHistory(runsFolder: string, live: LiveRuns, files: FileSystem): RunHistory {
  const bin = binOf(runsFolder);
  const stored = createStoredRuns(files);
  const holders = createHolders();
  const folderOf = (id: string) => runFolder(runsFolder, id, files);

  const summary = async (run: StoredRun): Promise<RunSummary> => {
    const { id, folder } = run.summary;
    return { ...run.summary, ...(live.standing(id) ?? (await holders.standing(folder)) ?? restOf(run)) };
  };
  const restOf = ({ summary: { id }, isFinished, fault }: StoredRun): RunStanding => {
    const why = live.fault(id) ?? fault;
    if (why !== null) return { state: 'failed', ...why };
    return { state: isFinished ? 'finished' : 'stopped', sentence: null };
  };
  const listed = async (
    folders: readonly string[],
    summarise: (run: StoredRun) => RunSummary | Promise<RunSummary>,
  ): Promise<RunSummary[]> => {
    const list: Promise<RunSummary>[] = [];
    for (const [i, folder] of folders.entries()) {
      const run = stored.read(folder);
      if (run) list.push(Promise.resolve(summarise(run)));
      if (i % AT_ONCE === AT_ONCE - 1) await setImmediate();
    }
    return (await Promise.all(list)).sort(newestFirst);
  };
  const one = (id: string): StoredRun =>
    stored.read(folderOf(id)) ?? fail('no-run', `${folderOf(id)} holds no run`);

  return {
    folder: folderOf,
    name: (id) => one(id).summary.name,
    list: () => {
      const folders = runFolders(runsFolder, files);
      stored.keepOnly([...folders, ...runFolders(bin, files)]);
      return listed(folders, summary);
    },
    async details(id) {
      const standing = await summary(one(id));
      // The rest in one breath: events after this moment bring what it lacks.
      const { paths, run } = openRun(folderOf(id), files);
      return {
        summary: standing,
        document: readText(paths.graph, files),
        classes: run.data.classes,
        lines: readMetrics(paths.metrics, files),
        curve: live.curve(id) ?? readCurve(paths.curve, files).curve.columns(),
      };
    },
    evaluation(id) {
      const { paths, run } = openRun(folderOf(id), files);
      if (!files.exists(paths.evaluation)) return null;
      const evaluation = readEvaluationFile(readText(paths.evaluation, files), paths.evaluation);
      return { ...evaluation, classes: run.data.classes };
    },
    setName(id, name) {
      const { about } = runPaths(one(id).summary.folder);
      writeAbout(about, { ...readAbout(about, files), name }, files);
    },
    async delete(id) {
      const { folder, name } = one(id).summary;
      if (live.standing(id)) fail('run-active', `${name} is being trained; stop it before it is deleted`);
      const lock = await lockRun(folder);
      try {
        moveToBin(folder, files);
      } finally {
        await lock.release();
      }
    },
    binned: () => listed(runFolders(bin, files), (run) => ({ ...run.summary, ...restOf(run) })),
    restore: (id) => restoreFromBin(runFolder(bin, id, files), files),
    emptyBin: () => emptyBin(runsFolder, files),
  };
}

function newestFirst(one: RunSummary, other: RunSummary): number {
  if (one.created !== other.created) return one.created < other.created ? 1 : -1;
  return one.id < other.id ? 1 : -1;
}
