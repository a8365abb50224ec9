import type { Target } from '../../compiler/target.ts';
import type { Device } from '../device.ts';
import expected from './expected.json';
import { type StepResults, startingTensors, tinyProgram, tinyStep } from './tinyStep.ts';

/**
 * The largest difference that rounding may make, as a share of how far the step moves a tensor: products of TF32 or
 * float16 stay well below it, a wrong result is seldom so near.
 */
export const TOLERANCE = 0.02;

/**
 * Trains one tiny step on a device and holds it against the numbers of the float64 device. Returns null where they
 * agree, else the one sentence of what is wrong. Takes some hundredths of a second on the processor.
 */
export async function selfTest(device: Device, target: Target): Promise<string | null> {
  try {
    return fault(await tinyStep(device, target), target);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return `its self-test failed: ${reason}`;
  }
}

/** The first thing that is not as it should be, from the scores on; null where all is well. */
function fault(found: StepResults, target: Target): string | null {
  const before = new Map(startingTensors(tinyProgram(target).program).map(({ name, data }) => [name, data]));
  for (const [name, numbers] of Object.entries<readonly number[]>(expected)) {
    const difference = distance(found.get(name) ?? [], numbers, before.get(name));
    if (difference <= TOLERANCE) continue;
    const what = name === 'scores' || name === 'loss' || name === 'accuracy' ? `the ${name}` : name;
    const off = Number.isFinite(difference) ? `off by ${percent(difference)}` : 'no numbers';
    return `its results are wrong: after one tiny training step ${what} is ${off}, expected at most ${percent(TOLERANCE)}`;
  }
  return null;
}

/** The largest difference, as a share of the largest change from `before`, or from zeros where nothing was before. */
function distance(found: ArrayLike<number>, right: readonly number[], before?: Float32Array): number {
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
