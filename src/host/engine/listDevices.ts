import type { DeviceReport } from '../../engine/api.ts';
import { deviceKinds } from '../../engine/devices/registry.ts';
import type { DeviceChoice } from '../../shared/api/application.ts';
import { ProblemError } from '../../shared/problem.ts';
import { startEngine } from './engineProcess.ts';
import { devicesByPlace } from './launchEngine.ts';

let found: Promise<DeviceChoice[]> | null = null;

/**
 * What this machine can compute on, as engines started for the question find it, one in each place where engines run;
 * asked once, since it measures each device. Throws ProblemError where no engine can be started in a process; the next
 * call tries again.
 */
export function listDevices(): Promise<DeviceChoice[]> {
  found ??= askEngines().catch((error: unknown) => {
    forgetDevices();
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

async function askEngines(): Promise<DeviceChoice[]> {
  const all = [...deviceKinds.keys()];
  const asked = Array.from(devicesByPlace(all), ([place, names]) =>
    place === 'process' ? askEngine(names) : askWindow(names),
  );
  const reports = new Map((await Promise.all(asked)).flat().map((report) => [report.name, report]));
  return all.flatMap((name) => reports.get(name) ?? []);
}

/** A window that dies over the question says something of its devices only, and may live the next time. */
async function askWindow(names: readonly string[]): Promise<DeviceReport[]> {
  try {
    return await askEngine(names);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    forgetDevices();
    return names.map((name) => ({ name, available: false, kind: null, description: error.message }));
  }
}

async function askEngine(names: readonly string[]): Promise<DeviceReport[]> {
  const engine = startEngine(names[0], {}, 'nothing ran on it');
  try {
    return await engine.api.devices({ threads: null, names });
  } finally {
    await engine.close();
  }
}
