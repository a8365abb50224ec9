import { join } from 'node:path';
import { kernelNames } from '../../engine/devices/cpu/choose.ts';
import { median } from '../../engine/training/profile.ts';
import { loadData, SIGNS } from '../../host/data/loadData.ts';
import { sourceReference } from '../../host/data/sources.ts';
import { resolveDevice } from '../../host/engine/resolveDevice.ts';
import { compileModel, imageInput, requireModel } from '../../host/model.ts';
import { packageFolder } from '../../host/paths.ts';
import { requireTimes, withBenchEngine } from '../../host/profile/benchEngine.ts';
import { keepGraph } from '../../host/tensorflow/keepGraph.ts';
import { fail } from '../../shared/problem.ts';
import { commonOptions, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { megabytes } from '../output.ts';
import { profileReport } from '../profileReport.ts';
import { readProject } from '../projectFile.ts';
import { deviceOptions } from '../runOptions.ts';

const usage =
  'signalbox bench [GRAPH.json] [--batch N] [--steps N] [--block N] [--device D] [--threads N] [--kernel K] [--evaluate] [--no-input] [--profile] [--keep-graph DIR] [--json]';
const options = {
  ...commonOptions,
  ...deviceOptions,
  batch: { kind: 'integer', min: 1, max: 1_000_000 },
  steps: { kind: 'integer', min: 1, max: 1_000_000 },
  block: { kind: 'integer', min: 1, max: 1000 },
  kernel: { kind: 'choice', choices: kernelNames },
  evaluate: { kind: 'flag' },
  'no-input': { kind: 'flag' },
  profile: { kind: 'flag' },
  'keep-graph': { kind: 'text' },
} as const;

/** Steps before the clock starts: the kernels are compiled once more while they run. */
const WARMUP = 5;

export const bench: Command = {
  name: 'bench',
  usage,
  summary: 'Times whole training steps, or evaluation',
  run: async ({ args, output }) => {
    const { options: given, positionals } = parseArguments(args, options, usage, { min: 0, max: 1 });
    const project = readProject(
      positionals[0] ?? join(packageFolder(), 'resources', 'graphs', 'vgg-small.json'),
    );
    const model = requireModel(project);
    const settings = model.document.training;
    const batch = given.batch ?? settings.batchSize;
    const { kernel } = given;
    // A build of the CPU device's kernels leaves no choice.
    const device = await resolveDevice(given.device ?? (kernel === undefined ? 'auto' : 'cpu'));
    const folder = given['keep-graph'];
    if (folder !== undefined && device !== 'tensorflow') {
      fail('usage', `option --keep-graph keeps TensorFlow's graph, expected --device tensorflow beside it`);
    }
    if (kernel !== undefined && device !== 'cpu') {
      fail(
        'usage',
        `option --kernel is ${kernel}, a build for the device cpu, expected no --device ${device} beside it`,
      );
    }
    const program = compileModel(model, device, batch);
    if (folder !== undefined) keepGraph(program, folder);
    const data = given['no-input'] ? null : await loadData({ data: SIGNS, seed: 1 });
    const source = data && sourceReference(data.train, imageInput(model));
    const subject = { model, program, device, threads: given.threads ?? null, kernel };
    await withBenchEngine(subject, async ({ api, runtime, description }) => {
      const block = given.profile ? 1 : (given.block ?? 1);
      // Whole blocks: what is left over would be in no figure.
      const steps = block * Math.ceil((given.steps ?? 30) / block);
      const procedure = given.evaluate ? 'evaluate' : 'step';
      const measured = await api.bench({
        settings: { ...settings, batchSize: batch },
        procedure,
        warmup: WARMUP,
        steps,
        block,
        source,
        profile: given.profile === true,
      });
      const { milliseconds, peakBytes, threads } = measured;
      const profile = given.profile ? requireTimes(measured.profile, device) : null;
      const step = median(milliseconds);
      const input = median(measured.inputMilliseconds);
      const imagesPerSecond = (1000 * batch) / step;
      const plannedBytes = program.memory.bytes;
      output.result(
        {
          imagesPerSecond,
          millisecondsPerStep: step,
          inputMillisecondsPerStep: input,
          peakBytes,
          plannedBytes,
          procedure,
          batch,
          device,
          threads,
          description,
          runtime,
          ...(profile ? { profile } : {}),
        },
        `${imagesPerSecond.toFixed(1)} images/s, ${step.toFixed(1)} ms ${given.evaluate ? 'an evaluated batch' : 'a step'} (median of ${milliseconds.length}${block > 1 ? ` blocks of ${block}` : ''}${source ? `, ${input.toFixed(2)} of them for its images` : ''}) at batch ${batch}; ${megabytes(plannedBytes)} planned, ${megabytes(peakBytes)} peak; ${description}; engine on ${runtime}${profile ? `\n\n${profileReport(profile)}` : ''}`,
      );
    });
    return 0;
  },
};
