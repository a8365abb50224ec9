import type { Checkpoint, EpochResult } from '../../engine/training/trainer.ts';
import { withFile } from '../files/fileProblem.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { replaceFile, sweepTemporaries } from '../files/replaceFile.ts';
import { type SavedCheckpoint, writeCheckpoint } from './checkpointFile.ts';
import type { EvaluationFile } from './evaluationFile.ts';
import { appendMetrics, type MetricsLine, rewindMetrics } from './metricsLog.ts';
import type { RunPaths } from './runFolder.ts';

export interface KeeperOptions {
  readonly paths: RunPaths;
  /** What the run goes on from. */
  readonly from: Pick<SavedCheckpoint, 'best' | 'reported'>;
  /** What is kept of an epoch's evaluation; null where nothing was held out. */
  readonly evaluation: (result: EpochResult) => EvaluationFile | null;
  /** Called once an epoch is safely kept. */
  readonly epoch: (line: MetricsLine) => void;
}

/**
 * Writes what a checkpoint brings and returns once it is durable. `last` comes after all that belongs to it, so that
 * a kill or a power cut between any two writes leaves a run that can be resumed.
 */
export function createKeeper(
  { paths, from, evaluation, epoch }: KeeperOptions,
  files: FileSystem = nodeFileSystem,
): (checkpoint: Checkpoint) => void {
  let { best, reported } = from;
  return ({ position, tensors, result }) => {
    const write = (path: string, content: Uint8Array | string) =>
      withFile('write', path, () => replaceFile(path, content, files));
    const improved = result !== null && (result.validation?.accuracy ?? -1) > (best?.accuracy ?? -1);
    if (improved) best = { epoch: result.epoch, accuracy: result.validation?.accuracy as number };
    if (result) reported = result.epoch;
    const bytes = writeCheckpoint({ position, reported, best, tensors });
    const line = result && metricsLine(result);
    const evaluated = result && evaluation(result);
    if (evaluated) write(paths.evaluation, `${JSON.stringify(evaluated)}\n`);
    if (improved) write(paths.best, bytes);
    if (line) appendMetrics(paths.metrics, line, files);
    write(paths.last, bytes);
    if (line) epoch(line);
  };
}

/** Takes a run's folder back to what a checkpoint knows: what a kill left half done is gone, and its epoch is done again. */
export function tidyRun(
  paths: RunPaths,
  { reported }: Pick<SavedCheckpoint, 'reported'>,
  files: FileSystem = nodeFileSystem,
): void {
  withFile('read folder', paths.folder, () => sweepTemporaries(paths.folder, files));
  rewindMetrics(paths.metrics, reported, files);
}

function metricsLine({ epoch, train, validation, test, seconds, imagesPerSecond }: EpochResult): MetricsLine {
  const short = ({ loss, accuracy }: { loss: number; accuracy: number }) => ({ loss, accuracy });
  return {
    epoch,
    train: short(train),
    ...(validation && { validation: short(validation) }),
    ...(test && { test: short(test) }),
    seconds,
    imagesPerSecond,
  };
}
