import { dirname } from 'node:path';
import { fail } from '../../shared/problem.ts';
import { findPackagedNode } from '../engine/runtime.ts';
import type { BuildTools } from './buildAddon.ts';
import { packageMissing } from './installation.ts';
import { environmentPython, isEnvironment } from './makeEnvironment.ts';
import { readManifest, type Way } from './manifest.ts';
import { findNodeGyp } from './nodeGyp.ts';
import { findNodeHeaders } from './nodeHeaders.ts';
import { findPackage, type InstalledPackage } from './packageFolder.ts';
import { type TensorflowPlaces, tensorflowPlaces } from './places.ts';
import { chooseWay } from './platformWay.ts';
import { type FoundPython, findPython } from './python.ts';
import { noTensorflow, type Requirement, requirementFor } from './requirement.ts';
import { type Run, runProgram } from './run.ts';
import { type Surroundings, thisSurroundings } from './surroundings.ts';
import { toolchainFault } from './toolchain.ts';
import { toolNode } from './toolNode.ts';
import { type Wheel, wheelOf } from './wheel.ts';

/** What setting up stands on; a test puts its own in their place. */
export interface SetupParts {
  readonly places: TensorflowPlaces;
  readonly surroundings: Surroundings;
  readonly run: Run;
  readonly findPackage: () => InstalledPackage | null;
  readonly packagedNode: (platform: string) => { readonly executable: string } | null;
}

/** This machine's. */
export function thisSetup(): SetupParts {
  return {
    places: tensorflowPlaces(),
    surroundings: thisSurroundings(),
    run: runProgram,
    findPackage,
    packagedNode: findPackagedNode,
  };
}

/** What a person asked for. */
export interface SetupRequest {
  /** The Python to look in; null for those that are found. */
  readonly python: string | null;
  /** Downloads TensorFlow into an environment of the app's own where no Python has it. */
  readonly makeEnvironment: boolean;
  /** The package's own installer instead. */
  readonly installer: boolean;
  /** Also where it is there already. */
  readonly again: boolean;
}

/** What will be done, everything for it found. */
export type Preparation =
  | { readonly way: 'installer'; readonly tfjs: InstalledPackage; readonly node: string }
  | {
      readonly way: 'wheel';
      readonly tfjs: InstalledPackage;
      readonly build: BuildTools;
      readonly python: FoundPython;
      /** Null where TensorFlow is to be downloaded first. */
      readonly wheel: Wheel | null;
      readonly requirement: Requirement;
    };

/**
 * Finds all that setting up needs, so that what is missing is said before anything is downloaded or built. Throws
 * ProblemError with the first thing missing.
 */
export async function prepare(
  request: SetupRequest,
  parts: SetupParts,
  signal?: AbortSignal,
): Promise<Preparation> {
  const { surroundings, run } = parts;
  const way: Way = chooseWay(surroundings, request.installer);
  const tfjs = parts.findPackage() ?? fail('tensorflow-package', packageMissing);
  const node = toolNode(surroundings, parts.packagedNode);
  if (way === 'installer') return { way, tfjs, node };
  const python = await findPython(
    { named: request.python, known: knownPythons(parts) },
    surroundings,
    run,
    signal,
  );
  const wheel = wheelOf(python, surroundings);
  const requirement = requirementFor(surroundings);
  if (wheel === null && !request.makeEnvironment) {
    fail('no-tensorflow', noTensorflow(python.executable, requirement));
  }
  const fault = await toolchainFault(surroundings, run);
  if (fault !== null) fail(fault.code, fault.message);
  const nodeGyp = await findNodeGyp(node, surroundings, run);
  const packaged = parts.packagedNode(surroundings.platform)?.executable;
  const headers = findNodeHeaders(node, surroundings, packaged ? dirname(dirname(packaged)) : null);
  const build: BuildTools = { node, nodeGyp, headers };
  return { way, tfjs, build, python, wheel, requirement };
}

/** The Python that it was set up with last time, and that of the app's own environment. */
function knownPythons({ places, surroundings: { exists } }: SetupParts): string[] {
  const before = exists(places.manifest) ? readManifest(places.manifest)?.python : null;
  const own = isEnvironment(places.environment, exists) ? environmentPython(places.environment) : null;
  return [before, own].filter((python) => typeof python === 'string' && exists(python)) as string[];
}

/** The Node that tools run in. */
export function nodeOf(preparation: Preparation): string {
  return preparation.way === 'installer' ? preparation.node : preparation.build.node;
}
