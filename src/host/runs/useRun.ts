import type { SourceReference } from '../../engine/api.ts';
import { modelTensors } from '../../engine/compiler/tensors.ts';
import { requireAverages, tensorsForUse } from '../../engine/training/averaging.ts';
import type { Evaluation } from '../../engine/training/evaluator.ts';
import { fail } from '../../shared/problem.ts';
import { startEngine } from '../engine/engineProcess.ts';
import { withFile } from '../files/fileProblem.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { compileModel, type Model, requireModel } from '../model.ts';
import { readCheckpoint, type SavedCheckpoint } from './checkpointFile.ts';
import type { RunFile } from './runFile.ts';
import { openRun, type RunPaths } from './runFolder.ts';

export type CheckpointName = 'best' | 'last';

/** A run whose weights are at hand, as they are used: the averaged ones where the run keeps averages. */
export interface TrainedRun {
  readonly run: RunFile;
  /** Of a Program that keeps no averages. */
  readonly model: Model;
  readonly paths: RunPaths;
  /** Without averages beside the tensors. */
  readonly checkpoint: SavedCheckpoint;
}

/** Reads a checkpoint of a run. A run without held-out images has no best: there, best is the last. */
export function loadCheckpoint(
  paths: RunPaths,
  name: CheckpointName,
  files: FileSystem = nodeFileSystem,
): SavedCheckpoint {
  const path = name === 'best' && files.exists(paths.best) ? paths.best : paths.last;
  if (!files.exists(path)) {
    fail('no-checkpoint', `${paths.folder} has no checkpoint yet: ${path} is missing`, { file: path });
  }
  return readCheckpoint(
    withFile('read', path, () => files.read(path)),
    path,
  );
}

/**
 * Opens a run with one of its checkpoints. Throws ProblemError where there is none, or where one of the checkpoint and
 * the settings has averages and the other has not.
 */
export function loadRun(folder: string, name: CheckpointName): TrainedRun {
  const { run, document, paths } = openRun(folder);
  const { training, ...judged } = requireModel(document);
  const checkpoint = loadCheckpoint(paths, name);
  const names = checkpoint.tensors.map((tensor) => tensor.name);
  // A network that learns nothing and keeps no statistics has nothing to average.
  const { parameters, statistics } = modelTensors(judged.graph);
  const isAveraged = training.averaging !== null && parameters.length + statistics.length > 0;
  requireAverages(names, isAveraged, paths.folder);
  return {
    run,
    model: { ...judged, training: { ...training, averaging: null } },
    paths,
    checkpoint: { ...checkpoint, tensors: tensorsForUse(checkpoint.tensors) },
  };
}

/** Runs a trained network over images. */
export async function evaluateRun(
  { model, checkpoint, run }: TrainedRun,
  source: SourceReference,
  { device, threads }: { readonly device: string; readonly threads: number | null },
): Promise<Evaluation> {
  const capacity = Math.max(1, Math.min(model.document.training.batchSize, source.indices.length));
  const engine = startEngine(device);
  try {
    const program = compileModel(model, device, capacity);
    await engine.api.open({ program, device, threads, seed: run.seed, tensors: checkpoint.tensors });
    return await engine.api.evaluate(source);
  } finally {
    await engine.close();
  }
}
