import type { Checkpoint, EpochResult } from '../../../engine/training/trainer.ts';
import type { GraphDocument } from '../../../shared/document.ts';
import type { FileSystem } from '../../files/fileSystem.ts';
import { type Best, type SavedCheckpoint, writeCheckpoint } from '../checkpointFile.ts';
import { createKeeper, tidyRun } from '../checkpointKeeper.ts';
import type { EvaluationFile } from '../evaluationFile.ts';
import type { RunFile } from '../runFile.ts';
import { claimRunFolder, freezeRun, runPaths } from '../runFolder.ts';

/** Where the scenario's run lies; two folders of it are new. */
export const FOLDER = '/home/runs/mine';

export const document: GraphDocument = {
  version: 1,
  nodes: [{ id: 'fc1', type: 'Linear', params: { outputSize: 5 } }],
  wires: [],
  training: {
    criterion: { type: 'ClassNLLCriterion', params: {} },
    optimiser: { type: 'sgd', params: { learningRate: 0.013 } },
    schedule: { type: 'constant', params: {} },
    augmentation: 'none',
    epochs: 7,
    batchSize: 3,
    balance: 0,
    averaging: null,
  },
};

export const run: RunFile = {
  version: 1,
  created: '2026-11-23T16:20:05.000Z',
  program: 'signalbox train mine.json',
  seed: 17,
  limit: null,
  validationShare: 0.1,
  data: { path: '/signs', test: null, hash: 'c0ffee', classes: ['stop', 'yield'] },
};

/**
 * What the engine brings: a checkpoint before the first step, then one within each epoch and one after it. The run ends
 * within the second epoch first, and is made longer then.
 */
export function checkpoints(epochs: number): Checkpoint[] {
  const list: Checkpoint[] = [checkpoint(1, 0, null)];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    list.push(checkpoint(epoch, 5, null));
    if (epoch === 2) list.push(checkpoint(2, 6, result(1.75)));
    list.push(checkpoint(epoch + 1, 0, result(epoch)));
  }
  return list;
}

function checkpoint(epoch: number, step: number, ended: EpochResult | null): Checkpoint {
  const numbers = (length: number, salt: number) =>
    Float32Array.from({ length }, (_, i) => ((i + 3) * (epoch * 31 + step * 7 + salt)) / 64);
  const tensors = [
    { name: 'fc1.weight', shape: [5, 31], data: numbers(155, 1) },
    { name: 'optimiser.velocity.fc1.weight', shape: [5, 31], data: numbers(155, 2) },
    { name: 'training.metrics', shape: [4], data: numbers(4, 3) },
  ];
  return { position: { epoch, step }, tensors, result: ended };
}

/** Accuracy goes up and down, so that some epochs are the best so far and some are not. */
function result(epoch: number): EpochResult {
  const accuracy = [0.3125, 0.625, 0.5, 0.75][Math.floor(epoch - 1) % 4] + epoch / 128;
  const pass = { loss: 3 / epoch, accuracy, images: 15 };
  const evaluation = { ...pass, scores: Float32Array.of(epoch, -epoch) };
  return {
    epoch,
    train: pass,
    validation: evaluation,
    test: null,
    seconds: epoch * 1.5,
    imagesPerSecond: 10,
  };
}

/** What the gallery keeps of an epoch; long enough to lie in several sectors. */
export function evaluationOf({ epoch, validation }: EpochResult): EvaluationFile {
  const mistakes = Array.from({ length: 6 }, (_, index) => ({
    index,
    file: `${String(index).repeat(80)}.ppm`,
    track: `0/${index}`,
    class: 0,
    predicted: 1,
    probabilities: [0.25, 0.75],
  }));
  const { loss, accuracy } = validation as { loss: number; accuracy: number };
  return { epoch, split: 'validation', loss, accuracy, confusion: [[1]], mistakes };
}

/** What lies in `last` after each checkpoint, the last result and the best by then; computed apart from the store. */
export function expectedStates(
  list: readonly Checkpoint[],
): (Pick<SavedCheckpoint, 'best' | 'reported'> & { readonly bytes: Uint8Array })[] {
  let best: Best | null = null;
  let reported = 0;
  return list.map(({ position, tensors, result: ended }) => {
    reported = ended?.epoch ?? reported;
    const accuracy = ended?.validation?.accuracy;
    if (ended && accuracy !== undefined && (best === null || accuracy > best.accuracy))
      best = { epoch: ended.epoch, accuracy };
    return { bytes: writeCheckpoint({ position, reported, best, tensors }), reported, best };
  });
}

/** What a run does from `first` on: with 0 it is new, else it is taken up with that checkpoint as the last one kept. */
export interface Scenario {
  readonly files: FileSystem;
  readonly list: readonly Checkpoint[];
  readonly first: number;
  /** Called once all of a checkpoint is promised to be durable; -1 stands for the frozen run. */
  readonly acknowledge: (checkpoint: number) => void;
}

/** Drives the run store as training does. */
export function playRun({ files, list, first, acknowledge }: Scenario): void {
  const paths = runPaths(FOLDER);
  if (first === 0) {
    claimRunFolder(FOLDER, files);
    freezeRun({ run, document }, paths, files);
    acknowledge(-1);
  }
  const from = first === 0 ? { best: null, reported: 0 } : expectedStates(list)[first - 1];
  tidyRun(paths, from, files);
  let under = first;
  // What a person is told of counts as a promise too.
  const told = () => acknowledge(under);
  const keep = createKeeper({ paths, from, evaluation: evaluationOf, epoch: told }, files);
  for (; under < list.length; under++) {
    keep(list[under]);
    acknowledge(under);
  }
}
