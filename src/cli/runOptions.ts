import { automaticDevice } from '../engine/devices/registry.ts';

/** Options of the commands that use a finished run. */
export const checkpointOption = { checkpoint: { kind: 'choice', choices: ['best', 'last'] } } as const;

export const deviceOptions = {
  device: { kind: 'text' },
  threads: { kind: 'integer', min: 1, max: 256 },
} as const;

/** The device that was asked for; `auto` and nothing stand for the same. */
export function deviceName({ device }: { readonly device: string | undefined }): string {
  return device === undefined || device === 'auto' ? automaticDevice : device;
}
