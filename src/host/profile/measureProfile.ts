import { median } from '../../engine/training/profile.ts';
import type { NetworkProfile } from '../../shared/api/profile.ts';
import { plainDevice } from '../../shared/devices.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { ProblemError } from '../../shared/problem.ts';
import { rowsByNode } from '../../shared/profile.ts';
import { resolveDevice } from '../engine/resolveDevice.ts';
import { compileModel, type Model, requireModel } from '../model.ts';
import { requireTimes, withBenchEngine } from './benchEngine.ts';

/** What is profiled. */
export interface ProfileSubject {
  readonly document: GraphDocument;
  /** A name of `deviceKinds`, or `auto`. */
  readonly device: string;
}

export interface ProfileWatch {
  /** Told how many of all steps are done; before the first one `total` is 0, as nobody knows how long they take. */
  readonly onProgress: (done: number, total: number) => void;
  /** Ends it; the profile then fails with the signal's reason. */
  readonly signal: AbortSignal;
}

/** Steps whose length says how many are timed; they also warm the kernels. */
const TRIAL = 2;
/** Milliseconds of steps before those that are timed, and of these. */
const WARMUP_MILLISECONDS = 1000;
const TIMED_MILLISECONDS = 3000;

/**
 * Times training steps of a project on random images, as many as fit into some seconds, and tells where their time
 * goes. Where the device that `auto` stands for does not tell, the plain one is timed. Throws ProblemError: faults of
 * the project, a device that cannot be had or does not tell, too little memory.
 */
export async function measureProfile(
  { document, device: asked }: ProfileSubject,
  watch: ProfileWatch,
  resolve: typeof resolveDevice = resolveDevice,
): Promise<NetworkProfile> {
  const model = requireModel(document);
  const device = await resolve(asked);
  return measureOn(device, model, watch).catch((error: unknown) => {
    const isSilent = error instanceof ProblemError && error.problem.code === 'no-profile';
    if (!isSilent || asked !== 'auto' || device === plainDevice) throw error;
    return measureOn(plainDevice, model, watch);
  });
}

async function measureOn(
  device: string,
  model: Model,
  { onProgress, signal }: ProfileWatch,
): Promise<NetworkProfile> {
  const settings = model.document.training;
  const { batchSize } = settings;
  const program = compileModel(model, device, batchSize);
  let before = 0;
  let total = 0;
  const benched = (steps: number) => {
    if (total > 0) onProgress(before + steps, total);
  };
  return withBenchEngine(
    { model, program, device, threads: null },
    async ({ api, description }) => {
      const bench = (warmup: number, steps: number) =>
        api.bench({ settings, procedure: 'step', warmup, steps, source: null, profile: true });
      const trial = await bench(0, TRIAL);
      requireTimes(trial.profile, device);
      const { warmup, steps } = planSteps(Math.min(...trial.milliseconds));
      before = TRIAL;
      total = TRIAL + warmup + steps;
      onProgress(before, total);
      const { milliseconds, profile } = await bench(warmup, steps);
      const step = median(milliseconds);
      return {
        rows: rowsByNode(requireTimes(profile, device)),
        millisecondsPerStep: step,
        imagesPerSecond: (1000 * batchSize) / step,
        steps,
        batchSize,
        device: description,
      };
    },
    { host: { benched }, signal },
  );
}

/** How many steps are run untimed and how many timed, where one takes about so many milliseconds. */
export function planSteps(milliseconds: number): { readonly warmup: number; readonly steps: number } {
  const fitting = (time: number) => Math.round(time / Math.max(milliseconds, 0.001));
  return {
    warmup: Math.min(fitting(WARMUP_MILLISECONDS), 20),
    steps: Math.min(Math.max(fitting(TIMED_MILLISECONDS), 3), 60),
  };
}
