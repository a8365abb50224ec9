import { basename, resolve as resolvePath } from 'node:path';
import { initialTensors } from '../../engine/training/initialise.ts';
import { type LoadedData, loadData, SIGNS } from '../../host/data/loadData.ts';
import { nodeFileSystem } from '../../host/files/fileSystem.ts';
import { imageInput, type Model, requireClasses, requireModel } from '../../host/model.ts';
import type { SavedCheckpoint } from '../../host/runs/checkpointFile.ts';
import { lockRun } from '../../host/runs/lock.ts';
import type { RunFile } from '../../host/runs/runFile.ts';
import {
  claimRunFolder,
  createRunFolder,
  freezeRun,
  openRun,
  type RunPaths,
  runPaths,
} from '../../host/runs/runFolder.ts';
import { trainRun } from '../../host/runs/trainRun.ts';
import { loadCheckpoint } from '../../host/runs/useRun.ts';
import { fail } from '../../shared/problem.ts';
import { commonOptions, type OptionValues, parseArguments } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { dataProgress, reportBadImages } from '../dataProgress.ts';
import { readProject } from '../projectFile.ts';
import { deviceName, deviceOptions } from '../runOptions.ts';
import { announceStart, showEpoch, showProgress } from '../trainReport.ts';

const usage =
  'signalbox train GRAPH.json --data DIR [--test DIR] [--validation SHARE] [--epochs N] [--batch N] [--device auto|cpu] [--threads N] [--seed N] [--limit N] [--checkpoint-seconds S] [--out RUNDIR] | train --resume RUNDIR [--epochs N] [--data DIR] [--device D]';

const options = {
  ...commonOptions,
  data: { kind: 'text' },
  test: { kind: 'text' },
  validation: { kind: 'number', min: 0, max: 0.9 },
  epochs: { kind: 'integer', min: 0, max: 1_000_000 },
  batch: { kind: 'integer', min: 1, max: 1_000_000 },
  ...deviceOptions,
  seed: { kind: 'integer', min: 0 },
  limit: { kind: 'integer', min: 1 },
  out: { kind: 'text' },
  resume: { kind: 'text' },
  'checkpoint-seconds': { kind: 'number', min: 0.001, max: 86400 },
} as const;

type TrainOptions = OptionValues<typeof options>;

/** All that a run goes on from. */
interface Prepared {
  readonly model: Model;
  readonly run: RunFile;
  readonly data: LoadedData;
  readonly paths: RunPaths;
  readonly from: SavedCheckpoint;
}

export const train: Command = {
  name: 'train',
  usage,
  summary: 'Trains a graph on images and keeps the run',
  run: async (context) => {
    const { options: given, positionals } = parseArguments(context.args, options, usage, { min: 0, max: 1 });
    if (given.resume === undefined) return startNew(context, given, positionals);
    if (positionals.length > 0)
      fail('usage', 'a resumed run takes its graph from the run: expected no GRAPH.json with --resume');
    return resume(context, given, given.resume);
  },
};

async function startNew(
  context: CommandContext,
  given: TrainOptions,
  positionals: readonly string[],
): Promise<number> {
  if (positionals.length === 0) fail('usage', `found no GRAPH.json; usage: ${usage}`);
  if (given.data === undefined)
    fail('usage', `option --data is missing, expected a folder of images or signs; usage: ${usage}`);
  const project = readProject(positionals[0]);
  const training = {
    ...project.training,
    epochs: given.epochs ?? project.training.epochs,
    batchSize: given.batch ?? project.training.batchSize,
  };
  const model = requireModel({ ...project, training });
  imageInput(model);
  const seed = given.seed ?? 1;
  const validationShare = given.validation ?? null;
  const request = {
    data: given.data,
    test: given.test ?? null,
    validationShare,
    limit: given.limit ?? null,
    seed,
  };
  const data = await loadData({ ...request, onProgress: dataProgress(context.output) });
  requireClasses(model, data.classes);
  const now = new Date();
  const folder = given.out === undefined ? createRunFolder('runs', now) : claimRunFolder(given.out);
  const paths = runPaths(folder);
  const lock = await lockRun(folder);
  try {
    // Another start may have filled the folder before it was ours.
    if (given.out !== undefined) claimRunFolder(given.out);
    const run: RunFile = {
      version: 1,
      created: now.toISOString(),
      program: `signalbox train ${basename(positionals[0])}`,
      seed,
      limit: request.limit,
      validationShare: data.validationShare,
      data: {
        path: lasting(request.data),
        test: request.test === null ? null : lasting(request.test),
        hash: data.hash,
        classes: [...data.classes],
      },
    };
    freezeRun({ run, document: model.document }, paths);
    const tensors = initialTensors(model.graph, seed);
    const from: SavedCheckpoint = { position: { epoch: 1, step: 0 }, best: null, tensors };
    return await runToEnd(context, given, { model, run, data, paths, from });
  } finally {
    await lock.release();
  }
}

/** A data folder by a name that holds wherever the run is resumed from. */
function lasting(data: string): string {
  return data === SIGNS ? data : resolvePath(data);
}

/** Options that say what a run is: it has them already. */
const fixed = ['test', 'validation', 'batch', 'seed', 'limit', 'out'] as const;

async function resume(context: CommandContext, given: TrainOptions, folder: string): Promise<number> {
  const opened = openRun(folder);
  const { run, paths, document } = opened;
  for (const name of fixed) {
    if (given[name] === undefined || isSame(name, given, opened)) continue;
    fail(
      'resume-differs',
      `option --${name} is ${given[name]}, but the run in ${folder} was started otherwise; a resumed run takes it from the run`,
    );
  }
  const lock = await lockRun(paths.folder);
  try {
    const training = { ...document.training, epochs: given.epochs ?? document.training.epochs };
    const model = requireModel({ ...document, training });
    // A run killed before its first checkpoint starts anew: nothing was done yet.
    const from = nodeFileSystem.exists(paths.last)
      ? loadCheckpoint(paths, 'last')
      : { position: { epoch: 1, step: 0 }, best: null, tensors: initialTensors(model.graph, run.seed) };
    const request = {
      data: given.data ?? run.data.path,
      test: run.data.test,
      validationShare: run.validationShare,
      limit: run.limit,
      seed: run.seed,
    };
    const data = await loadData({ ...request, onProgress: dataProgress(context.output) });
    if (data.hash !== run.data.hash) {
      fail(
        'data-differs',
        `the images in ${request.data} are not those the run in ${folder} was started with; expected the same images, names of classes and split`,
        { file: request.data },
      );
    }
    if (training.epochs !== document.training.epochs) freezeRun({ run, document: model.document }, paths);
    return await runToEnd(context, given, { model, run, data, paths, from });
  } finally {
    await lock.release();
  }
}

/** Whether an option repeats what the run has; no option says where a run that exists is to go. */
function isSame(
  name: (typeof fixed)[number],
  given: TrainOptions,
  { run, document }: ReturnType<typeof openRun>,
): boolean {
  const same = {
    test: given.test !== undefined && lasting(given.test) === run.data.test,
    validation: given.validation === run.validationShare,
    batch: given.batch === document.training.batchSize,
    seed: given.seed === run.seed,
    limit: given.limit === run.limit,
    out: false,
  };
  return same[name];
}

async function runToEnd(context: CommandContext, given: TrainOptions, prepared: Prepared): Promise<number> {
  const { output } = context;
  const { model, run, data, paths, from } = prepared;
  const { epochs } = model.document.training;
  reportBadImages(output, data.bad);
  let stopListening = () => {};
  const ended = await trainRun({
    ...prepared,
    seed: run.seed,
    device: deviceName(given),
    threads: given.threads ?? null,
    checkpointSeconds: given['checkpoint-seconds'] ?? 300,
    listener: {
      started: (device, stop) => {
        stopListening = context.onInterrupt(stop);
        announceStart(output, device, prepared);
      },
      note: (sentence) => output.note(`signalbox train: ${sentence}`),
      progress: (progress) => showProgress(output, progress, epochs),
      epoch: (line) => showEpoch(output, line, epochs),
    },
  }).finally(() => stopListening());
  output.endProgress();
  const where = paths.folder;
  if (ended === 'stopped') {
    output.note(`Stopped; signalbox train --resume ${where} goes on from here.`);
    output.result({ event: 'stopped', run: where }, `The run so far is in ${where}`);
    return 130;
  }
  const already = from.position.epoch > epochs ? ' (it had been trained to its end already)' : '';
  output.result({ event: 'end', run: where }, `The run is in ${where}${already}`);
  return 0;
}
