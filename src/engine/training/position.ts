/** The next step to do: `epoch` from 1, `step` within it from 0. */
export interface TrainingPosition {
  readonly epoch: number;
  readonly step: number;
}
