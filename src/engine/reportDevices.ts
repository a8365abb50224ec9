import { ProblemError } from '../shared/problem.ts';
import type { DeviceReport } from './api.ts';
import { type DeviceKind, deviceKinds } from './devices/registry.ts';
import { selfTest, wideTest } from './devices/selfTest/selfTest.ts';
import type { Platform } from './platform.ts';

/**
 * Opens every kind of device in turn and has it pass its self-test; what cannot be opened, or computes wrongly, is
 * reported as not available, with the reason in one sentence.
 */
export async function reportDevices(
  platform: Platform,
  threads: number | null,
  kinds: ReadonlyMap<string, DeviceKind> = deviceKinds,
): Promise<DeviceReport[]> {
  const reports: DeviceReport[] = [];
  for (const [name, kind] of kinds) reports.push({ name, ...(await tryDevice(kind, platform, threads)) });
  return reports;
}

async function tryDevice(
  { open, target, isCompiledByDriver = false }: DeviceKind,
  platform: Platform,
  threads: number | null,
): Promise<Omit<DeviceReport, 'name'>> {
  try {
    const device = await open(platform, { threads });
    try {
      // What computes in software is taken by nobody unasked, and compiles slowly.
      const isTriedWide = isCompiledByDriver && device.hardware === 'gpu';
      const fault =
        (await selfTest(device, target)) ?? (isTriedWide ? await wideTest(device, target, platform) : null);
      if (fault !== null) return unavailable(`${device.description}: ${fault}`);
      const { description, abilities, hardware } = device;
      const words = abilities === undefined ? description : `${description}, ${abilities}`;
      return { available: true, kind: hardware, description: words };
    } finally {
      device.dispose();
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return unavailable(error.message);
  }
}

function unavailable(description: string): Omit<DeviceReport, 'name'> {
  return { available: false, kind: null, description };
}
