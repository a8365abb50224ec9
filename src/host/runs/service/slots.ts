import { fail } from '../../../shared/problem.ts';

/** Which run computes on which device: one at a time, since two would only take each other's time. */
export interface Slots {
  /** Takes a device for a run by name; throws ProblemError `device-busy` that names the run which has it. */
  take(device: string, name: string): { release(): void };
  /** A run that has a device, by name; null where all are free. */
  holder(): string | null;
}

/** All devices free. */
export function createSlots(): Slots {
  const taken = new Map<string, string>();
  return {
    take(device, name) {
      const other = taken.get(device);
      if (other !== undefined)
        fail(
          'device-busy',
          `the run ${JSON.stringify(other)} has the device ${device}; stop it, or wait until it ends, to train another`,
        );
      taken.set(device, name);
      return { release: () => void taken.delete(device) };
    },
    holder: () => [...taken.values()][0] ?? null,
  };
}
