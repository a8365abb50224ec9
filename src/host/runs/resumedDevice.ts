import { automaticDevice, deviceKinds } from '../../engine/devices/registry.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { readPlan } from './planFile.ts';
import type { RunPaths } from './runFolder.ts';

/** The device that a run goes on with: the one asked for; for `auto` its own, so that its bits stay the same. */
export function resumedDevice(
  paths: RunPaths,
  asked: string | undefined,
  files: FileSystem = nodeFileSystem,
): string {
  if (asked !== undefined && asked !== 'auto') return asked;
  const own = readPlan(paths.plan, files)?.device;
  return own !== undefined && deviceKinds.has(own) ? own : automaticDevice;
}
