import type { DeviceChoice } from '../../shared/api/application.ts';
import { startEngine } from './engineProcess.ts';

let found: Promise<DeviceChoice[]> | null = null;

/**
 * What this machine can compute on, as an engine started for the question finds it; asked once, since it measures
 * each device. Throws ProblemError where no engine can be started; the next call tries again.
 */
export function listDevices(): Promise<DeviceChoice[]> {
  found ??= askEngine().catch((error: unknown) => {
    found = null;
    throw error;
  });
  return found;
}

/** Whether the next call answers with what is known, without an engine. */
export function areDevicesKnown(): boolean {
  return found !== null;
}

/** Has the next call ask anew: something that devices depend on has changed. */
export function forgetDevices(): void {
  found = null;
}

async function askEngine(): Promise<DeviceChoice[]> {
  const engine = startEngine();
  try {
    return await engine.api.devices({ threads: null });
  } finally {
    await engine.close();
  }
}
