import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** The package that speaks to TensorFlow. */
export const PACKAGE = '@tensorflow/tfjs-node-gpu';

/** Where an installed package lies, and its version. */
export interface InstalledPackage {
  readonly folder: string;
  readonly version: string;
}

/** The optional package as npm installed it; null where it was left out. */
export function findPackage(): InstalledPackage | null {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`);
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
    return { folder: dirname(manifest), version };
  } catch {
    return null;
  }
}
