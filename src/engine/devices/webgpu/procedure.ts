import type { Workgroups } from './kernel.ts';

/** A kernel ready to run. */
export interface BoundKernel {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly workgroups: Workgroups;
}

/** What an operation became. */
export interface BoundOperation {
  readonly kernels: readonly BoundKernel[];
  /** Its share of a step, in any unit. */
  readonly cost: number;
}

/** Runs operations one after the other on the n images of a batch. */
export function encodeOperations(
  pass: GPUComputePassEncoder,
  operations: readonly BoundOperation[],
  n: number,
): void {
  for (const { kernels } of operations) {
    for (const { pipeline, bindGroup, workgroups } of kernels) {
      const groups = workgroups(n);
      // Of a batch that ends before: nothing is left for this kernel.
      if (groups[0] === 0) continue;
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(...groups);
    }
  }
}

/** Cuts operations into so many runs of about the same cost, none of them empty. */
export function cutByCost(operations: readonly BoundOperation[], pieces: number): BoundOperation[][] {
  const total = operations.reduce((sum, { cost }) => sum + cost, 0);
  const cut: BoundOperation[][] = [];
  let passed = 0;
  let piece = -1;
  for (const operation of operations) {
    const at = Math.min(pieces - 1, Math.floor((passed / total) * pieces));
    if (at !== piece) cut.push([]);
    piece = at;
    cut[cut.length - 1].push(operation);
    passed += operation.cost;
  }
  return cut;
}
