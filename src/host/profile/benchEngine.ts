import type { BenchHost } from '../../engine/api.ts';
import type { Program } from '../../engine/compiler/program.ts';
import type { KernelName } from '../../engine/devices/cpu/choose.ts';
import { firstWeights } from '../../engine/training/initialise.ts';
import { fail } from '../../shared/problem.ts';
import type { OperationTime } from '../../shared/profile.ts';
import { type Engine, startEngine } from '../engine/engineProcess.ts';
import type { Model } from '../model.ts';

/** What steps are timed of. */
export interface BenchSubject {
  readonly model: Model;
  /** Compiled for `device`. */
  readonly program: Program;
  /** A name of `deviceKinds`. */
  readonly device: string;
  /** Null leaves it to the device. */
  readonly threads: number | null;
  /** A build of the CPU device's kernels; the fastest if not given. */
  readonly kernel?: KernelName;
}

/** An engine with a model's first weights in it, ready to time steps. */
export interface BenchEngine extends Pick<Engine, 'api' | 'runtime'> {
  /** The device, for people. */
  readonly description: string;
}

interface BenchOptions {
  readonly host?: BenchHost;
  /** Ends the engine at once; what waits for it then fails with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Weights and random numbers of every bench: they matter to no time. */
const SEED = 1;

/**
 * Opens a model in an engine of its own, runs `use` on it and ends the engine. Throws ProblemError where the device
 * cannot be had, has too little memory, or the engine dies.
 */
export async function withBenchEngine<T>(
  { model, program, device, threads, kernel }: BenchSubject,
  use: (bench: BenchEngine) => Promise<T>,
  { host, signal }: BenchOptions = {},
): Promise<T> {
  signal?.throwIfAborted();
  const engine = startEngine(device, host, 'nothing was changed, and the steps can be timed again');
  const end = () => void engine.close();
  signal?.addEventListener('abort', end);
  try {
    const tensors = firstWeights(model.graph);
    const { description } = await engine.api.open({ program, device, threads, kernel, seed: SEED, tensors });
    return await use({ api: engine.api, runtime: engine.runtime, description });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', end);
    await engine.close();
  }
}

/** What operations took; throws ProblemError `no-profile` where the device did not tell. */
export function requireTimes(
  profile: readonly OperationTime[] | null,
  device: string,
): readonly OperationTime[] {
  return (
    profile ??
    fail(
      'no-profile',
      `the device ${device} does not tell what its operations take; expected cpu, which does`,
    )
  );
}
