import type { Subgroups } from './wgsl/reduce.ts';

/** An open GPU, as the parts of the device share it. */
export interface Gpu extends Subgroups {
  readonly device: GPUDevice;
  readonly limits: GPUSupportedLimits;
  readonly features: ReadonlySet<string>;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Throws the fault that ended the GPU or that it told of since, if any. */
  raise(): void;
}
