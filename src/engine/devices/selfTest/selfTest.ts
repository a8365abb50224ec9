import type { Target } from '../../compiler/target.ts';
import type { Platform } from '../../platform.ts';
import { createCpuDevice } from '../cpu/device.ts';
import { cpuTarget } from '../cpu/target.ts';
import type { Device } from '../device.ts';
import expected from './goldens/tinyStep.json';
import { runStep, type StepNetwork, type StepResults, startingTensors, stepProgram } from './step.ts';
import { tinyNetwork } from './tinyNetwork.ts';
import { wideNetwork } from './wideNetwork.ts';

/**
 * The largest difference that rounding may make, as a share of how far the step moves a tensor: products of TF32 or
 * float16 stay well below it, a wrong result is seldom so near.
 */
const TOLERANCE = 0.02;

/**
 * Trains one tiny step on a device and holds it against the numbers of the float64 device. Returns null where they
 * agree, else the one sentence of what is wrong. Takes some hundredths of a second on the processor.
 */
export function selfTest(device: Device, target: Target): Promise<string | null> {
  const stored = new Map(Object.entries<readonly number[]>(expected));
  return tested(async () => fault(tinyNetwork, target, await runStep(tinyNetwork, device, target), stored));
}

/**
 * Trains one step of a wider network on a device and on the processor beside it, since a GPU's driver may be right in
 * what is small and wrong in what is not. Returns as `selfTest` does; takes about as long as the device compiles its
 * kernels.
 */
export function wideTest(device: Device, target: Target, platform: Platform): Promise<string | null> {
  return tested(async () => {
    const processor = await createCpuDevice(platform, { threads: 1 });
    try {
      const right = await runStep(wideNetwork, processor, cpuTarget);
      return fault(wideNetwork, target, await runStep(wideNetwork, device, target), right);
    } finally {
      processor.dispose();
    }
  });
}

async function tested(test: () => Promise<string | null>): Promise<string | null> {
  try {
    return await test();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return `its self-test failed: ${reason}`;
  }
}

/** The first thing that is not as it should be, from the scores on; null where all is well. */
function fault(network: StepNetwork, target: Target, found: StepResults, right: StepResults): string | null {
  const starting = startingTensors(network, stepProgram(network, target).program);
  const before = new Map(starting.map(({ name, data }) => [name, data]));
  for (const [name, numbers] of right) {
    const difference = distance(found.get(name) ?? [], numbers, before.get(name));
    if (difference <= TOLERANCE) continue;
    const what = name === 'scores' || name === 'loss' || name === 'accuracy' ? `the ${name}` : name;
    const off = Number.isFinite(difference) ? `off by ${percent(difference)}` : 'no numbers';
    const step = network === tinyNetwork ? 'one tiny training step' : 'one training step';
    return `its results are wrong: after ${step} ${what} is ${off}, expected at most ${percent(TOLERANCE)}`;
  }
  return null;
}

/** The largest difference, as a share of the largest change from `before`, or from zeros where nothing was before. */
function distance(found: ArrayLike<number>, right: ArrayLike<number>, before?: Float32Array): number {
  let change = 0;
  let difference = found.length === right.length ? 0 : Number.NaN;
  for (let i = 0; i < right.length; i++) {
    change = Math.max(change, Math.abs(right[i] - (before?.[i] ?? 0)));
    // Once it is no number it stays none.
    difference = Math.max(difference, Math.abs(found[i] - right[i]));
  }
  return difference / Math.max(change, 1e-6);
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
