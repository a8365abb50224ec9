import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Problem } from '../../shared/problem.ts';
import { type Manifest, readManifest, type Way } from './manifest.ts';
import { findPackage, type InstalledPackage, PACKAGE } from './packageFolder.ts';
import { type TensorflowPlaces, tensorflowPlaces } from './places.ts';

/** A TensorFlow that can be loaded. */
export interface Installation {
  /** The native module, an absolute path. */
  readonly addon: string;
  /** Where @tensorflow/tfjs-node-gpu lies. */
  readonly packageFolder: string;
  /** Of TensorFlow. */
  readonly version: string;
  readonly how: Way;
  readonly manifest: Manifest;
}

export type FoundInstallation = { readonly installation: Installation } | { readonly problem: Problem };

/** What is looked at, as arguments. */
export interface InstallationSurroundings {
  readonly places: TensorflowPlaces;
  readonly findPackage: () => InstalledPackage | null;
  readonly exists: (path: string) => boolean;
  readonly read: (file: string) => Manifest | null;
  /** Whether nobody but the person, or root, can write there. */
  readonly isPrivate: (folder: string) => boolean;
  readonly machine: string;
}

const AGAIN = 'run `signalbox setup tensorflow` again';

/**
 * The TensorFlow that was set up, or why there is none to load, with what to do. Looks at a few files and loads
 * nothing. Throws ProblemError where the manifest is there and the disk does not let it be read.
 */
export function findInstallation(changes: Partial<InstallationSurroundings> = {}): FoundInstallation {
  const { places, findPackage, exists, read, isPrivate, machine } = { ...thisMachine(), ...changes };
  if (!exists(places.manifest)) {
    return none('tensorflow-absent', 'TensorFlow is not set up: run `signalbox setup tensorflow`');
  }
  if (!isPrivate(places.folder)) {
    const message = `TensorFlow in ${places.folder} is not loaded, since others may write to that folder: take that right away, and ${AGAIN}`;
    return none('tensorflow-unsafe', message);
  }
  const found = findPackage();
  if (found === null) return none('tensorflow-package', packageMissing);
  const manifest = read(places.manifest);
  if (manifest === null) return none('tensorflow-damaged', `${places.manifest} is damaged: ${AGAIN}`);
  if (manifest.machine !== machine) {
    const message = `TensorFlow in ${places.folder} was set up on ${manifest.machine}, and this is ${machine}: ${AGAIN}`;
    return none('tensorflow-machine', message);
  }
  if (manifest.package !== found.version) {
    const message = `TensorFlow was set up for ${PACKAGE} ${manifest.package}, and ${found.version} is installed now: ${AGAIN}`;
    return none('tensorflow-package-changed', message);
  }
  const addon = join(places.folder, manifest.addon);
  if (!exists(addon)) return none('tensorflow-gone', `TensorFlow's addon ${addon} has gone: ${AGAIN}`);
  if (!exists(manifest.libraries)) {
    return none('tensorflow-gone', `the TensorFlow in ${manifest.libraries} has gone: ${AGAIN}`);
  }
  if (manifest.evidence !== null && !exists(manifest.evidence)) {
    const message = `the TensorFlow in ${dirname(manifest.evidence)} is no longer ${manifest.tensorflow}: ${AGAIN}`;
    return none('tensorflow-changed', message);
  }
  const { tensorflow: version, how } = manifest;
  return { installation: { addon, packageFolder: found.folder, version, how, manifest } };
}

/** What to do where the optional package was left out. */
export const packageMissing = `the optional package ${PACKAGE} is not installed: run \`npm install --include=optional\` in Signalbox's folder`;

function none(code: string, message: string): FoundInstallation {
  return { problem: { code, message } };
}

function thisMachine(): InstallationSurroundings {
  return {
    places: tensorflowPlaces(),
    findPackage,
    exists: existsSync,
    read: readManifest,
    isPrivate,
    machine: `${process.platform}-${process.arch}`,
  };
}

/** On Windows the folders of a person's profile are private as they are. */
function isPrivate(folder: string): boolean {
  const user = process.getuid?.();
  if (user === undefined) return true;
  const { uid, mode } = statSync(folder);
  return (uid === user || uid === 0) && (mode & 0o022) === 0;
}
