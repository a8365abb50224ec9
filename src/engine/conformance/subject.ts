import type { Target } from '../compiler/target.ts';
import type { Device } from '../devices/device.ts';

/** A device under test. */
export interface Subject {
  readonly device: Device;
  readonly target: Target;
  /** Largest difference from the reference, as a share of the largest number of a tensor. */
  readonly tolerance: number;
}

/** One thing that every device must do; rejects with a sentence where it does not. Needs no test framework. */
export interface ConformanceCase {
  readonly group: string;
  readonly name: string;
  readonly run: (subject: Subject) => Promise<void>;
}
