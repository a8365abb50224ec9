import type { OperationTime } from '../../shared/profile.ts';
import { operationFlops } from '../compiler/cost.ts';
import type { Program } from '../compiler/program.ts';
import type { Procedure } from '../devices/device.ts';

/** Collects what operations took, step by step. */
export interface StepProfile {
  /** Where a device writes the milliseconds of each operation of one step. */
  readonly into: Float64Array;
  /** Keeps what lies in `into` as one step's. */
  keep(): void;
  /** The medians, in the order of the step's operations. */
  result(): OperationTime[];
}

/** A profile of a procedure of a Program at a batch of n. An evaluation is `forward` alone. */
export function createStepProfile(program: Program, procedure: Procedure, n: number): StepProfile {
  const operations = program[procedure];
  const into = new Float64Array(operations.length);
  const kept: Float64Array[] = [];
  const counted = operations.findIndex(({ name }) => name === 'accumulate');
  const updates = operations.findIndex(({ node }) => node === 'optimiser');
  return {
    into,
    keep: () => kept.push(into.slice()),
    result: () =>
      operations.map((operation, i) => ({
        name: operation.name,
        node: operation.node,
        phase: i <= counted ? 'forward' : i < updates ? 'backward' : 'update',
        milliseconds: median(kept.map((times) => times[i])),
        flops: operationFlops(program, operation, n),
      })),
  };
}

/** The middle one of some numbers, the upper of two; 0 of none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
