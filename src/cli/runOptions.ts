import { deviceKinds } from '../engine/devices/registry.ts';

/** Options of the commands that use a finished run. */
export const checkpointOption = { checkpoint: { kind: 'choice', choices: ['best', 'last'] } } as const;

export const deviceOptions = {
  device: { kind: 'text' },
  threads: { kind: 'integer', min: 1, max: 256 },
} as const;

/** What `--device` may be, for usages: `auto|cpu|tensorflow`. */
export const deviceNames = ['auto', ...deviceKinds.keys()].join('|');
