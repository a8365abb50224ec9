import { constant } from './constant.ts';
import type { ScheduleDefinition } from './schedule.ts';
import { step } from './step.ts';
import { triangular } from './triangular.ts';

/** Every schedule by type. */
export const schedules: ReadonlyMap<string, ScheduleDefinition> = new Map(
  [constant, step, triangular].map((definition) => [definition.type, definition]),
);
