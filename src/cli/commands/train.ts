import { basename } from 'node:path';
import { resolveDevice } from '../../host/engine/resolveDevice.ts';
import { requireModel } from '../../host/model.ts';
import { requireDevice } from '../../host/requireDevice.ts';
import { createEngineAhead, type EngineAhead } from '../../host/runs/engineAhead.ts';
import {
  type HeldRun,
  holdRun,
  lastingPath,
  newRun,
  type PreparedRun,
  prepareRun,
} from '../../host/runs/prepareRun.ts';
import { resumedDevice } from '../../host/runs/resumedDevice.ts';
import { trainRun } from '../../host/runs/trainRun.ts';
import { isDeviceFault, plainDevice } from '../../shared/devices.ts';
import { EPOCHS } from '../../shared/document.ts';
import { fail, ProblemError } from '../../shared/problem.ts';
import { commonOptions, type OptionValues, parseArguments } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { dataProgress, reportBadImages } from '../dataProgress.ts';
import { readProject } from '../projectFile.ts';
import { deviceNames, deviceOptions } from '../runOptions.ts';
import { announceStart, showCompiling, showEpoch, showProgress } from '../trainReport.ts';

const usage = `signalbox train GRAPH.json --data DIR [--test DIR] [--validation SHARE] [--epochs N] [--batch N] [--device ${deviceNames}] [--threads N] [--seed N] [--limit N] [--checkpoint-seconds S] [--out RUNDIR] | train --resume RUNDIR [--epochs N] [--data DIR] [--device D]`;

const options = {
  ...commonOptions,
  data: { kind: 'text' },
  test: { kind: 'text' },
  validation: { kind: 'number', min: 0, max: 0.9 },
  epochs: { kind: 'number', min: EPOCHS.least, max: EPOCHS.most },
  batch: { kind: 'integer', min: 1, max: 1_000_000 },
  ...deviceOptions,
  seed: { kind: 'integer', min: 0 },
  limit: { kind: 'integer', min: 1 },
  out: { kind: 'text' },
  resume: { kind: 'text' },
  'checkpoint-seconds': { kind: 'number', min: 0.001, max: 86400 },
} as const;

type TrainOptions = OptionValues<typeof options>;

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
  if (given.device !== undefined && given.device !== 'auto') requireDevice(given.device);
  const project = readProject(positionals[0]);
  const training = {
    ...project.training,
    epochs: given.epochs ?? project.training.epochs,
    batchSize: given.batch ?? project.training.batchSize,
  };
  const document = { ...project, training };
  requireModel(document);
  // Devices are asked, and the engine starts, while the images are read; a graph with a fault waits for neither.
  const device = resolveDevice(given.device);
  const ahead = createEngineAhead(device, { threads: given.threads ?? null });
  const data = {
    data: given.data,
    test: given.test ?? null,
    validationShare: given.validation ?? null,
    limit: given.limit ?? null,
  };
  const request = {
    document,
    program: `signalbox train ${basename(positionals[0])}`,
    name: null,
    data,
    seed: given.seed ?? 1,
    now: new Date(),
    place: given.out === undefined ? { parent: 'runs' } : { folder: given.out },
  };
  let prepared: PreparedRun | null = null;
  try {
    prepared = await newRun(request, { onProgress: dataProgress(context.output), ahead });
    return await runToEnd(context, given, prepared, await device, ahead);
  } finally {
    await prepared?.lock.release();
    void ahead.close();
  }
}

/** Options that say what a run is: it has them already. */
const fixed = ['test', 'validation', 'batch', 'seed', 'limit', 'out'] as const;

async function resume(context: CommandContext, given: TrainOptions, folder: string): Promise<number> {
  const held = await holdRun(folder);
  try {
    for (const name of fixed) {
      if (given[name] === undefined || isSame(name, given, held)) continue;
      fail(
        'resume-differs',
        `option --${name} is ${given[name]}, but the run in ${folder} was started otherwise; a resumed run takes it from the run`,
      );
    }
    const device = resumedDevice(held.paths, given.device);
    const ahead = createEngineAhead(device, { threads: given.threads ?? null });
    try {
      const onProgress = dataProgress(context.output);
      const prepared = await prepareRun(held, { epochs: given.epochs, data: given.data, onProgress, ahead });
      return await runToEnd(context, given, prepared, await device, ahead);
    } finally {
      void ahead.close();
    }
  } finally {
    await held.lock.release();
  }
}

/** Whether an option repeats what the run has; no option says where a run that exists is to go. */
function isSame(name: (typeof fixed)[number], given: TrainOptions, { run, document }: HeldRun): boolean {
  const same = {
    test: given.test !== undefined && lastingPath(given.test) === run.data.test,
    validation: given.validation === run.validationShare,
    batch: given.batch === document.training.batchSize,
    seed: given.seed === run.seed,
    limit: given.limit === run.limit,
    out: false,
  };
  return same[name];
}

async function runToEnd(
  context: CommandContext,
  given: TrainOptions,
  prepared: PreparedRun,
  device: string,
  { opening }: EngineAhead,
): Promise<number> {
  const { output } = context;
  const { model, run, data, paths } = prepared;
  const { epochs } = model.document.training;
  reportBadImages(output, data.bad);
  let stopListening = () => {};
  let isTrained = false;
  const ended = await trainRun({
    ...prepared,
    seed: run.seed,
    device,
    threads: given.threads ?? null,
    checkpointSeconds: given['checkpoint-seconds'] ?? 300,
    opening,
    listener: {
      compiling: (progress) => showCompiling(output, progress),
      started: (description, control) => {
        stopListening = context.onInterrupt(control.stop);
        announceStart(output, description, prepared);
      },
      note: (sentence) => output.note(`signalbox train: ${sentence}`),
      progress: (progress) => showProgress(output, progress, epochs),
      epoch: (line) => {
        isTrained = true;
        showEpoch(output, line, epochs);
      },
    },
  })
    .catch((error: unknown) => {
      throw withOtherDevice(error, device, paths.folder);
    })
    .finally(() => stopListening());
  output.endProgress();
  const where = paths.folder;
  if (ended === 'stopped') {
    output.note(`Stopped; signalbox train --resume ${where} goes on from here.`);
    output.result({ event: 'stopped', run: where }, `The run so far is in ${where}`);
    return 130;
  }
  const already = isTrained ? '' : ' (it had been trained to its end already)';
  output.result({ event: 'end', run: where }, `The run is in ${where}${already}`);
  return 0;
}

/** A fault of a device says how the run goes on without it. */
function withOtherDevice(error: unknown, device: string, folder: string): unknown {
  if (!(error instanceof ProblemError) || device === plainDevice) return error;
  if (!isDeviceFault(error.problem.code)) return error;
  const message = `${error.message}. signalbox train --resume ${folder} --device ${plainDevice} goes on from its last checkpoint on the processor`;
  return new ProblemError({ ...error.problem, message }, { cause: error });
}
