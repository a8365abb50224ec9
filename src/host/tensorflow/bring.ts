import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../shared/problem.ts';
import { withFile } from '../files/fileProblem.ts';
import { randomName } from '../files/fileSystem.ts';
import { ADDON, buildAddon } from './buildAddon.ts';
import type { Installation } from './installation.ts';
import { makeEnvironment } from './makeEnvironment.ts';
import type { Manifest } from './manifest.ts';
import { nodeOf, type Preparation, type SetupParts } from './prepare.ts';
import { findPython } from './python.ts';
import { INSTALLER, runInstaller } from './runInstaller.ts';
import { selfTest } from './selfTest.ts';
import type { Tool } from './tool.ts';
import { type Wheel, wheelOf } from './wheel.ts';
import { writeManifest } from './writeManifest.ts';

/** An installation that was made and tried. */
export interface Brought {
  readonly installation: Installation;
  readonly gpu: boolean;
}

/**
 * Makes an installation in a folder of its own, tries it, and writes the manifest that makes it count. Throws
 * ProblemError, or the signal's reason when aborted; the folder is removed then.
 */
export async function bring(preparation: Preparation, parts: SetupParts, tool: Tool): Promise<Brought> {
  const { places, surroundings } = parts;
  const name = `addon-${randomName()}`;
  const folder = join(places.folder, name);
  const machine = `${surroundings.platform}-${surroundings.arch}`;
  const common = { version: 1, package: preparation.tfjs.version, how: preparation.way, machine } as const;
  // Made first, so that a disk that takes nothing is known before an hour's download.
  withFile('write in', places.folder, () => mkdirSync(folder, { mode: 0o700 }));
  let isKept = false;
  try {
    let made: Omit<Manifest, 'tensorflow'>;
    if (preparation.way === 'installer') {
      const { addon, libraries } = await runInstaller(folder, preparation.tfjs, preparation.node, tool);
      const cuda = surroundings.platform === 'darwin' ? null : INSTALLER.cuda;
      const place = { addon: `${name}/${addon}`, libraries: join(folder, libraries) };
      made = { ...common, ...place, evidence: null, python: null, cuda };
    } else {
      const wheel = preparation.wheel ?? (await download(preparation, parts, tool));
      await buildAddon(folder, wheel, preparation.tfjs, preparation.build, tool);
      const { folder: libraries, evidence, python, cuda } = wheel;
      made = { ...common, addon: `${name}/${ADDON}`, libraries, evidence, python, cuda };
    }
    const packageFolder = preparation.tfjs.folder;
    const paths = { addon: join(places.folder, made.addon), packageFolder };
    const tried = await selfTest(paths, nodeOf(preparation), tool);
    const manifest: Manifest = { ...made, tensorflow: tried.tensorflow };
    await writeManifest(manifest, places);
    isKept = true;
    const installation = { ...paths, version: manifest.tensorflow, how: manifest.how, manifest };
    return { installation, gpu: tried.gpu };
  } finally {
    if (!isKept) rmSync(folder, { recursive: true, force: true });
  }
}

/** Downloads TensorFlow into the app's own environment. */
async function download(
  { python, requirement }: Extract<Preparation, { way: 'wheel' }>,
  { places, surroundings, run }: SetupParts,
  tool: Tool,
): Promise<Wheel> {
  const own = await makeEnvironment(places.environment, python.executable, requirement, tool);
  const found = await findPython({ named: own, known: [] }, surroundings, run);
  const wheel = wheelOf(found, surroundings);
  return (
    wheel ??
    fail(
      'no-tensorflow',
      `pip installed ${requirement.name} and ${own} does not find it: ${tool.whyFailed([])}`,
    )
  );
}
