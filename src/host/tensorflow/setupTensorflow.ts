import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { ProblemError } from '../../shared/problem.ts';
import { createFolder } from '../files/createFolder.ts';
import { withFile } from '../files/fileProblem.ts';
import { lockRun, type RunLock } from '../runs/lock.ts';
import { bring } from './bring.ts';
import { findInstallation, type Installation } from './installation.ts';
import { nodeOf, type Preparation, prepare, type SetupParts, type SetupRequest } from './prepare.ts';
import { selfTest } from './selfTest.ts';
import { openLog } from './setupLog.ts';
import { resultOf, type SetupResult } from './setupResult.ts';
import { createTool, type SetupListener } from './tool.ts';

/**
 * Brings TensorFlow into the app's data folder, or finds that it is there. What is made lies in a folder of its own,
 * is tried, and counts once the manifest names it; until then the installation before it stands. Throws ProblemError,
 * or the signal's reason when aborted.
 */
export async function setupTensorflow(
  request: SetupRequest,
  parts: SetupParts,
  listener: SetupListener,
  signal: AbortSignal,
): Promise<SetupResult> {
  const preparation = await prepare(request, parts, signal);
  const { places, surroundings, run } = parts;
  makePrivate(places.folder);
  const lock = await lockFolder(places.folder);
  try {
    const log = openLog(places.log);
    try {
      const tool = createTool(run, surroundings, log, listener, signal);
      const before = request.again ? null : standing(preparation, parts);
      if (before !== null) {
        const tried = await selfTest(before, nodeOf(preparation), tool).catch(unlessProblem);
        if (tried !== null) return await resultOf(true, before, tried.gpu, parts);
      }
      const made = await bring(preparation, parts, tool);
      return await resultOf(false, made.installation, made.gpu, parts);
    } finally {
      log.close();
    }
  } finally {
    await lock.release();
  }
}

/** The installation that stands, where it is what would be made. */
function standing(preparation: Preparation, { places, findPackage }: SetupParts): Installation | null {
  const found = findInstallation({ places, findPackage });
  if ('problem' in found || found.installation.how !== preparation.way) return null;
  const { libraries, evidence } = found.installation.manifest;
  if (preparation.way === 'installer') return found.installation;
  const { wheel } = preparation;
  return wheel?.folder === libraries && wheel.evidence === evidence ? found.installation : null;
}

/** Only the person may write there: what lies in it is loaded as code. */
function makePrivate(folder: string): void {
  withFile('create', folder, () => {
    createFolder(dirname(folder));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32') chmodSync(folder, 0o700);
  });
}

async function lockFolder(folder: string): Promise<RunLock> {
  try {
    return await lockRun(folder);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'run-in-use') throw error;
    const who = /process \d+/.exec(error.message)?.[0] ?? 'another process';
    const message = `another Signalbox (${who}) is setting up TensorFlow: wait for it, or stop it there`;
    throw new ProblemError({ code: 'tensorflow-in-use', message }, { cause: error });
  }
}

/** A self-test that fails is no end: it is built anew. */
function unlessProblem(error: unknown): null {
  if (error instanceof ProblemError) return null;
  throw error;
}
