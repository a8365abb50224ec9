import { hasNvidiaCard } from './nvidia.ts';
import type { Surroundings } from './surroundings.ts';

/** What pip is to install on a machine, and what that costs. */
export interface Requirement {
  /** `tensorflow[and-cuda]` */
  readonly name: string;
  /** To download, with all it depends on; about. */
  readonly downloadBytes: number;
  /** Taken on the disk. */
  readonly diskBytes: number;
}

const GB = 1e9;

/** TensorFlow for this machine: with NVIDIA's libraries where there is a card for them. */
export function requirementFor(surroundings: Pick<Surroundings, 'arch' | 'exists'>): Requirement {
  // There is no build with CUDA for other processors, and the plain one is for the processor there.
  if (surroundings.arch !== 'x64')
    return { name: 'tensorflow', downloadBytes: 0.3 * GB, diskBytes: 1.6 * GB };
  return hasNvidiaCard(surroundings)
    ? { name: 'tensorflow[and-cuda]', downloadBytes: 3.4 * GB, diskBytes: 8 * GB }
    : { name: 'tensorflow-cpu', downloadBytes: 0.35 * GB, diskBytes: 1.6 * GB };
}

/** The one command that brings it into a Python. */
export function pipCommand(python: string, { name }: Requirement): string {
  return `${python} -m pip install ${name.includes('[') ? `"${name}"` : name}`;
}

/** What to do where a Python has no TensorFlow. */
export function noTensorflow(python: string, requirement: Requirement): string {
  return `${python} has no TensorFlow: run \`${pipCommand(python, requirement)}\` and then this again, or \`signalbox setup tensorflow --make-environment\`, which downloads it into a folder of the app's own`;
}
