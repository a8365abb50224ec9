import type { SourceReference, TrainingHost, TrainingJob } from '../../engine/api.ts';
import type { EpochResult, Progress } from '../../engine/training/trainer.ts';
import type { LoadedData } from '../data/loadData.ts';
import { sourceReference } from '../data/sources.ts';
import { type Engine, startEngine } from '../engine/engineProcess.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { compileModel, imageInput, type Model } from '../model.ts';
import { programVersion } from '../paths.ts';
import type { SavedCheckpoint } from './checkpointFile.ts';
import { createKeeper, tidyRun } from './checkpointKeeper.ts';
import { type EvaluationFile, evaluationFile, predictionList } from './evaluationFile.ts';
import type { MetricsLine } from './metricsLog.ts';
import { recordPlan } from './planFile.ts';
import type { RunPaths } from './runFolder.ts';

/** One training run from a checkpoint to its end, in a folder that the caller has locked. */
export interface TrainRun {
  readonly model: Model;
  readonly data: LoadedData;
  readonly paths: RunPaths;
  readonly seed: number;
  readonly device: string;
  readonly threads: number | null;
  readonly from: SavedCheckpoint;
  /** Seconds between checkpoints within an epoch. */
  readonly checkpointSeconds: number;
  readonly listener: TrainRunListener;
  readonly files?: FileSystem;
}

export interface TrainRunListener {
  /** The engine is ready; the first step comes next. `stop` ends the run in order at a step border. */
  started(device: string, stop: () => void): void;
  /** Something a person should know, in one sentence. */
  note(sentence: string): void;
  progress(progress: Progress): void;
  epoch(line: MetricsLine): void;
}

/** Trains; returns when the run is at its end or was stopped, with all of it on disk. */
export async function trainRun(run: TrainRun): Promise<'finished' | 'stopped'> {
  const { model, paths, seed, device, threads, from, files = nodeFileSystem } = run;
  const keep = createKeeper(
    {
      paths,
      best: from.best,
      evaluation: (result) => evaluationOf(run, result),
      epoch: run.listener.epoch,
    },
    files,
  );
  tidyRun(paths, from.position, files);
  const host: TrainingHost = {
    progress: run.listener.progress,
    checkpoint: async (checkpoint) => keep(checkpoint),
  };
  const program = compileModel(model, device, model.document.training.batchSize);
  const engine = startEngine(host);
  try {
    const opened = await engine.api.open({ program, device, threads, seed, tensors: from.tensors });
    const { description } = opened;
    const plan = { device, ...opened, program: programVersion(), runtime: engine.runtime.description };
    const difference = recordPlan(paths.plan, plan, files);
    if (difference !== null && !isFresh(from.position)) run.listener.note(difference);
    run.listener.started(description, () => stop(engine));
    return await engine.api.train(trainingJob(run));
  } finally {
    await engine.close();
  }
}

function isFresh({ epoch, step }: SavedCheckpoint['position']): boolean {
  return epoch === 1 && step === 0;
}

/** A stop that finds the engine gone has nothing to stop: the run's own call tells why. */
function stop(engine: Engine): void {
  engine.api.control('stop').catch(() => {});
}

function trainingJob({ model, data, from, checkpointSeconds }: TrainRun): TrainingJob {
  const input = imageInput(model);
  const source = (selection: LoadedData['train']): SourceReference => sourceReference(selection, input);
  return {
    settings: model.document.training,
    train: source(data.train),
    validation: data.validation && source(data.validation),
    test: data.test && source(data.test),
    from: from.position,
    checkpointSeconds,
  };
}

/** The mistakes on the test set, or on the held-out images where there is none. */
function evaluationOf({ model, data }: TrainRun, result: EpochResult): EvaluationFile | null {
  const split = result.test ? 'test' : 'validation';
  const evaluation = result[split];
  const selection = data[split];
  if (!evaluation || !selection) return null;
  const list = predictionList(evaluation, selection, model.training.criterion.definition.probabilities);
  return evaluationFile(result.epoch, split, evaluation, list, data.classes.length);
}
