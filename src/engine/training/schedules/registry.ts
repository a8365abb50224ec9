import { constant } from './constant.ts';
import type { ScheduleDefinition } from './schedule.ts';
import { step } from './step.ts';

/** Every schedule by type. */
export const schedules: ReadonlyMap<string, ScheduleDefinition> = new Map(
  [constant, step].map((definition) => [definition.type, definition]),
);
