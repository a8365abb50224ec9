import type { SourceReference, TrainingJob } from '../../engine/api.ts';
import type { CompileProgress } from '../../engine/devices/device.ts';
import { batchCount } from '../../engine/training/batches.ts';
import type { EpochResult, Progress } from '../../engine/training/trainer.ts';
import type { CurvePoint } from '../../shared/curve.ts';
import type { LoadedData } from '../data/loadData.ts';
import { sourceReference } from '../data/sources.ts';
import type { Engine } from '../engine/engineProcess.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { imageInput, type Model } from '../model.ts';
import { programVersion } from '../paths.ts';
import { recordFault } from './aboutFile.ts';
import type { StartingPoint } from './checkpointFile.ts';
import { createKeeper, tidyRun } from './checkpointKeeper.ts';
import { type CurveRecorder, openCurveRecorder } from './curve/curveRecorder.ts';
import { type EvaluationFile, evaluationFile } from './evaluationFile.ts';
import type { MetricsLine } from './metricsLog.ts';
import { type OpeningEngine, openEngine } from './openingEngine.ts';
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
  readonly from: StartingPoint;
  /** Seconds between checkpoints within an epoch. */
  readonly checkpointSeconds: number;
  readonly listener: TrainRunListener;
  /** An engine that was started ahead for this run; else one is started now. It is ended in any case. */
  readonly opening?: Promise<OpeningEngine> | null;
  readonly files?: FileSystem;
}

/** What a run under way can be told. Once it has ended, nothing happens. */
export interface RunControl {
  /** Waits at the next step border. */
  pause(): void;
  resume(): void;
  /** Ends the run in order at the next step border, with a checkpoint. */
  stop(): void;
  /** Ends the engine's process at once: the run fails, and what was saved is kept. */
  kill(): void;
}

/** The curve of a run under way, and whether its folder has it too. */
export type KeptCurve = Pick<CurveRecorder, 'curve' | 'isKept'>;

export interface TrainRunListener {
  /** Called first: the curve so far, which grows with each point that `progress` tells. */
  curve?(recorder: KeptCurve): void;
  /** The engine compiles the network for its device; told where that takes long, some ten times a second. */
  compiling?(progress: CompileProgress): void;
  /** The engine is ready; the first step comes next. */
  started(device: string, control: RunControl): void;
  /** Something a person should know, in one sentence. */
  note(sentence: string): void;
  /** With the next point of the curve, where the time for one has come. */
  progress(progress: Progress, point: CurvePoint | null): void;
  /** An epoch has ended and is safely kept. */
  epoch(line: MetricsLine): void;
}

/** Trains; returns when the run is at its end or was stopped, with all of it on disk. */
export async function trainRun(run: TrainRun): Promise<'finished' | 'stopped'> {
  const { model, data, paths, seed, device, threads, from, listener, files = nodeFileSystem } = run;
  const { batchSize } = model.document.training;
  const opening = await (run.opening ?? openEngine({ model, device, threads, seed, from }));
  const { engine } = opening;
  let recorder: CurveRecorder | null = null;
  try {
    tidyRun(paths, from, files);
    recordFault(paths.about, null, files);
    recorder = openCurveRecorder({
      path: paths.curve,
      from,
      steps: batchCount(data.train.indices.length, batchSize),
      note: listener.note,
      files,
    });
    return await trainWith(opening, run, recorder);
  } finally {
    await engine.close();
    recorder?.flush();
  }
}

/** Trains in an engine that opens, or has opened, the run. */
async function trainWith(
  { engine, opened, listen }: OpeningEngine,
  run: TrainRun,
  recorder: CurveRecorder,
): Promise<'finished' | 'stopped'> {
  const { paths, device, from, listener, files = nodeFileSystem } = run;
  listener.curve?.(recorder);
  const keep = createKeeper(
    {
      paths,
      from,
      evaluation: (result) => evaluationOf(run, result),
      epoch: (line) => {
        recorder.flush();
        listener.epoch(line);
      },
    },
    files,
  );
  listen({
    compiling: (progress) => listener.compiling?.(progress),
    progress: (progress) => listener.progress(progress, recorder.add(progress)),
    checkpoint: async (checkpoint) => keep(checkpoint),
  });
  const found = await opened;
  const plan = { device, ...found, program: programVersion(), runtime: engine.runtime };
  const difference = recordPlan(paths.plan, plan, files);
  if (difference !== null && !isFresh(from.position)) listener.note(difference);
  const ended = engine.api.train(trainingJob(run));
  // It is waited for below; this only keeps a listener that throws from ending the process.
  ended.catch(() => {});
  // After the call, since training that begins forgets what it was told before.
  listener.started(found.description, controlOf(engine));
  return await ended;
}

function isFresh({ epoch, step }: StartingPoint['position']): boolean {
  return epoch === 1 && step === 0;
}

/** A word that finds the engine gone has nobody to reach: the run's own call tells why. */
function controlOf(engine: Engine): RunControl {
  const tell = (action: 'pause' | 'resume' | 'stop') => void engine.api.control(action).catch(() => {});
  return {
    pause: () => tell('pause'),
    resume: () => tell('resume'),
    stop: () => tell('stop'),
    kill: () => void engine.close(),
  };
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
    reported: from.reported,
    checkpointSeconds,
  };
}

/** The mistakes on the test set, or on the held-out images where there is none. */
function evaluationOf({ model, data }: TrainRun, result: EpochResult): EvaluationFile | null {
  const split = result.test ? 'test' : 'validation';
  const evaluation = result[split];
  const selection = data[split];
  if (!evaluation || !selection) return null;
  const { probabilities } = model.training.criterion.definition;
  return evaluationFile(result.epoch, split, evaluation, selection, probabilities);
}
