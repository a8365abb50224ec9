import type { ParamDeclarations, ParamsOf } from '../../nn/params.ts';

/** How the learning rate changes over a run, declared once. */
export interface ScheduleDefinition<D extends ParamDeclarations = ParamDeclarations> {
  readonly type: string;
  readonly summary: string;
  readonly params: D;
  /** The rate of a step from the optimiser's learningRate; `epoch` counts from 1, `step` within it from 0. */
  readonly rate: (params: ParamsOf<D>, learningRate: number, at: SchedulePosition) => number;
}

export interface SchedulePosition {
  readonly epoch: number;
  readonly step: number;
  readonly stepsPerEpoch: number;
  /** Steps of the whole run, which may end within an epoch. */
  readonly totalSteps: number;
}

/** Declares a schedule with its parameter types derived from the declarations. */
export function defineSchedule<const D extends ParamDeclarations>(
  definition: ScheduleDefinition<D>,
): ScheduleDefinition {
  return definition as unknown as ScheduleDefinition;
}
