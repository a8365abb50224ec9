import { z } from 'zod';
import '../withoutEval.ts';
import { DOCUMENT_LIMITS, EPOCHS, type TrainingSettings } from '../document.ts';
import { dataChoiceSchema } from './data.ts';

const id = z.string().min(1).max(255);

/**
 * `preparing`: images are read, the engine starts and compiles. `stopped`, `finished` and `failed` are at rest and can be resumed
 * (a finished one with more epochs); `failed` has a sentence. `elsewhere`: another process has the run.
 */
export type RunState =
  | 'preparing'
  | 'training'
  | 'paused'
  | 'stopping'
  | 'stopped'
  | 'finished'
  | 'failed'
  | 'elsewhere';

/** What ended a run that failed, for programs. */
export interface FailureCause {
  /** Of the problem, such as `device-lost`; null for an error of Signalbox itself. */
  readonly code: string | null;
  /** The device that the run had, a name of `deviceKinds`. */
  readonly device: string;
}

export interface PassResult {
  readonly loss: number;
  readonly accuracy: number;
}

/** What an epoch came to. */
export interface EpochLine {
  /** Epochs done: 3 after the third, 0.4 where a run ended within the first. */
  readonly epoch: number;
  readonly train: PassResult;
  readonly validation?: PassResult | undefined;
  readonly test?: PassResult | undefined;
  readonly seconds: number;
  readonly imagesPerSecond: number;
}

/** Where training stands within an epoch; about ten a second. */
export interface RunProgress {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  /** Steps of a whole epoch. */
  readonly steps: number;
  /** Steps of this epoch that the run does: fewer where it ends within it. */
  readonly end: number;
  /** Means since the epoch began. */
  readonly loss: number;
  readonly accuracy: number;
  readonly imagesPerSecond: number;
  readonly epochSecondsLeft: number;
  readonly runSecondsLeft: number;
  /** The curve's next point: means over the steps since the last one, at `at` epochs (2.5: the middle of the third). */
  readonly point: { readonly at: number; readonly loss: number; readonly accuracy: number };
}

export type RunEvent = { readonly seq: number } & (
  | {
      readonly kind: 'state';
      readonly state: RunState;
      readonly sentence: string | null;
      /** Of a run that failed. */
      readonly cause?: FailureCause | undefined;
    }
  | { readonly kind: 'preparing'; readonly what: string; readonly done: number; readonly total: number }
  | { readonly kind: 'device'; readonly description: string }
  | { readonly kind: 'note'; readonly sentence: string }
  | { readonly kind: 'progress'; readonly progress: RunProgress }
  | { readonly kind: 'epoch'; readonly line: EpochLine }
  /** There is a new list of mistakes. */
  | { readonly kind: 'evaluation'; readonly epoch: number }
);

/** One line of the history. */
export interface RunSummary {
  readonly id: string;
  readonly folder: string;
  readonly name: string;
  /** ISO 8601. */
  readonly created: string;
  readonly state: RunState;
  readonly sentence: string | null;
  /** Of a run that failed, where it is known. */
  readonly cause?: FailureCause | undefined;
  /** Those whose results are known: 0.4 where the run ended within the first. */
  readonly epochsDone: number;
  readonly training: TrainingSettings;
  readonly seed: number;
  readonly data: string;
  readonly test: string | null;
  readonly validationShare: number;
  readonly limit: number | null;
  readonly device: string | null;
  readonly classes: number;
  readonly nodes: number;
  /** Learnable parameters. */
  readonly parameters: number;
  /** SHA-256 in hex of the frozen graph without positions and labels: equal graphs have equal ones. */
  readonly graphHash: string;
  readonly last: EpochLine | null;
  /** The epoch with the best accuracy on held-out images: validation where there is one, else test. */
  readonly best: EpochLine | null;
}

/** All that a page needs to show a run anew; live events go on from `seq`. */
export interface RunDetails {
  readonly summary: RunSummary;
  /** The frozen project file. */
  readonly document: string;
  readonly classes: readonly string[];
  readonly lines: readonly EpochLine[];
  /** Training within epochs: at which epoch (fractional), loss and accuracy of the steps since the point before. */
  readonly curve: { readonly at: Float64Array; readonly loss: Float32Array; readonly accuracy: Float32Array };
  readonly seq: number;
  readonly progress: RunProgress | null;
}

/** One image that the network takes for something else. */
export interface Mistake {
  /** Dataset index within the split's set. */
  readonly index: number;
  readonly file: string;
  /** '' where the data know none. */
  readonly track: string;
  readonly class: number;
  readonly predicted: number;
  /** Of every class, 0 to 1. */
  readonly probabilities: readonly number[];
}

/** How a run did on held-out images, last time it looked. */
export interface RunEvaluation {
  readonly epoch: number;
  readonly split: 'validation' | 'test';
  readonly loss: number;
  readonly accuracy: number;
  readonly classes: readonly string[];
  /** Counts by [true class][predicted class]. */
  readonly confusion: readonly (readonly number[])[];
  readonly mistakes: readonly Mistake[];
}

export const runArguments = {
  startRun: z.strictObject({
    text: z.string().max(DOCUMENT_LIMITS.bytes),
    name: z.string().min(1).max(200),
    data: dataChoiceSchema,
    device: z.string().max(40),
    threads: z.int().min(1).max(256).nullable(),
    seed: z
      .int()
      .min(0)
      .max(2 ** 53 - 1),
  }),
  resumeRun: z.strictObject({
    id,
    /** Null leaves it at what the run has. */
    epochs: z.number().min(EPOCHS.least).max(EPOCHS.most).nullable(),
    device: z.string().max(40),
  }),
  controlRun: z.strictObject({ id, action: z.enum(['pause', 'resume', 'stop']) }),
  renameRun: z.strictObject({ id, name: z.string().min(1).max(200) }),
  listRuns: z.strictObject({}),
  runDetails: z.strictObject({ id }),
  /** The events after `fromSeq`, and all that follow as `run` events to this page. */
  watchRun: z.strictObject({ id, fromSeq: z.int().min(0) }),
  unwatchRun: z.strictObject({ id }),
  runEvaluation: z.strictObject({ id }),
  /** Moves the run's folder to the bin beside the runs. */
  deleteRun: z.strictObject({ id }),
  binnedRuns: z.strictObject({}),
  restoreRun: z.strictObject({ id }),
  emptyBin: z.strictObject({}),
};

export interface RunResults {
  startRun: { readonly id: string };
  resumeRun: { readonly id: string };
  controlRun: null;
  renameRun: null;
  /** Newest first. */
  listRuns: readonly RunSummary[];
  runDetails: RunDetails;
  watchRun: { readonly events: readonly RunEvent[] };
  unwatchRun: null;
  /** Null where no epoch has ended or nothing was held out. */
  runEvaluation: RunEvaluation | null;
  deleteRun: null;
  binnedRuns: readonly RunSummary[];
  restoreRun: null;
  emptyBin: null;
}
