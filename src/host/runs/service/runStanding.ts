import type { RunState } from '../../../shared/api/runs.ts';

/** A run's state and why. */
export interface RunStanding {
  readonly state: RunState;
  readonly sentence: string | null;
}
