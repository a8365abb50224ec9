import type { FailureCause, RunState } from '../../../shared/api/runs.ts';

/** A run's state and why. */
export interface RunStanding {
  readonly state: RunState;
  readonly sentence: string | null;
  /** Of a run that failed, where it is known. */
  readonly cause?: FailureCause | undefined;
}
