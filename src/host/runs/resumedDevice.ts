import { canBeHad, resolveDevice } from '../engine/resolveDevice.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { readPlan } from './planFile.ts';
import type { RunPaths } from './runFolder.ts';

/**
 * The device that a run goes on with: the one asked for; for `auto` its own, so that its bits stay the same, or, where
 * that is gone, what `auto` takes for a new run.
 */
export async function resumedDevice(
  paths: RunPaths,
  asked: string | undefined,
  files: FileSystem = nodeFileSystem,
): Promise<string> {
  if (asked !== undefined && asked !== 'auto') return asked;
  const own = readPlan(paths.plan, files)?.device;
  return own !== undefined && (await canBeHad(own)) ? own : resolveDevice('auto');
}
