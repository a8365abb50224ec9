import { existsSync } from 'node:fs';
import { deviceKinds } from '../../engine/devices/registry.ts';
import { automaticDevice, plainDevice, preferredDevices } from '../../shared/devices.ts';
import { missingDevice } from '../requireDevice.ts';
import { hasNvidiaCard } from '../tensorflow/nvidia.ts';
import { areDevicesKnown, listDevices } from './listDevices.ts';

/** What choosing looks at, as an argument, so that a test can be another machine. */
export interface DeviceSearch {
  readonly list: typeof listDevices;
  /** Whether listing costs nothing, since it was done before. */
  readonly isKnown: () => boolean;
  /** Whether a device of this name may be there, as far as can be told without an engine. */
  readonly mayHave: (name: string) => boolean;
}

const thisMachine: DeviceSearch = { list: listDevices, isKnown: areDevicesKnown, mayHave };

/**
 * The name of the device that `asked` stands for: itself, or for `auto` and for nothing what `automaticDevice` takes of
 * those that an engine finds here. An engine is asked only where there may be a graphics card; the plain device is the
 * answer where there is none or asking fails. Throws nothing: whether a named device is there is for others to say.
 */
export async function resolveDevice(
  asked: string | undefined,
  { list, isKnown, mayHave }: DeviceSearch = thisMachine,
): Promise<string> {
  if (asked !== undefined && asked !== 'auto') return asked;
  if (!isKnown() && !preferredDevices.some(mayHave)) return plainDevice;
  const devices = await list().catch(() => []);
  return automaticDevice(devices)?.name ?? plainDevice;
}

/**
 * Whether a device that a run had can be had still; what is not asked of an engine is taken to be there, so that a
 * fault of asking changes no run's device.
 */
export async function canBeHad(name: string, { list }: DeviceSearch = thisMachine): Promise<boolean> {
  if (!deviceKinds.has(name)) return false;
  if (name === plainDevice) return true;
  const devices = await list().catch(() => []);
  return devices.find((device) => device.name === name)?.available ?? true;
}

function mayHave(name: string): boolean {
  return deviceKinds.has(name) && hasGraphicsCard() && missingDevice(name) === null;
}

/** Where Linux shows its graphics cards to programs: most drivers, AMD's for computing, WSL2's. */
const cards = ['/dev/dri', '/dev/kfd', '/dev/dxg'];

/** Whether there may be a graphics card; systems other than Linux nearly always have one. */
export function hasGraphicsCard(
  platform: string = process.platform,
  exists: (path: string) => boolean = existsSync,
): boolean {
  return platform !== 'linux' || cards.some(exists) || hasNvidiaCard({ exists });
}
