import { averagingShare } from './averaging.ts';
import type { SchedulePosition } from './schedules/schedule.ts';
import type { ResolvedTraining } from './settings.ts';

/** The runtime numbers of one step, `Program.hyper`: two of the optimiser's, and the share by which averages move. */
export function stepHyper(
  { optimiser, schedule, averaging }: ResolvedTraining,
  at: SchedulePosition,
): Float32Array {
  const { definition, params } = optimiser;
  const calls = (at.epoch - 1) * at.stepsPerEpoch + at.step;
  const rate = schedule.definition.rate(schedule.params, params.learningRate as number, at);
  const share = averaging === null ? 0 : averagingShare(averaging, calls);
  return Float32Array.of(...definition.hyper(params, rate, calls), share);
}
