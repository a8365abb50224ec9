import { dirname, join } from 'node:path';
import { fileError, withFile } from '../files/fileProblem.ts';
import { nodeFileSystem } from '../files/fileSystem.ts';
import { removeFolder } from '../files/moveFolder.ts';
import { replaceFile } from '../files/replaceFile.ts';
import type { Manifest } from './manifest.ts';
import type { TensorflowPlaces } from './places.ts';

/**
 * Makes what a manifest names the installation: it counts from the rename of this one file on. Addons of before are
 * removed. Throws ProblemError where the disk does not take it; the installation before stands then.
 */
export async function writeManifest(
  manifest: Manifest,
  { folder, manifest: file }: TensorflowPlaces,
): Promise<void> {
  withFile('write', file, () => {
    nodeFileSystem.syncFolder(dirname(join(folder, manifest.addon)));
    nodeFileSystem.syncFolder(folder);
    replaceFile(file, `${JSON.stringify(manifest, null, 2)}\n`);
  });
  const [kept] = manifest.addon.split('/');
  let names: string[];
  try {
    names = nodeFileSystem.list(folder);
  } catch (error) {
    throw fileError(error, 'list', folder);
  }
  for (const name of names) {
    // One that cannot be removed is left to the next time.
    if (/^addon-/.test(name) && name !== kept) await removeFolder(join(folder, name)).catch(() => {});
  }
}
