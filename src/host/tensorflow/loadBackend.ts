import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import { ProblemError } from '../../shared/problem.ts';
import type { Backend } from './backend.ts';
import type { Installation } from './installation.ts';

/** The package that @tensorflow/tfjs-node-gpu asks where its addon is. */
const FINDER = '@mapbox/node-pre-gyp';

/** The variable by which TensorFlow's lines on standard error are chosen: 2 leaves errors, 3 next to nothing. */
export const LOG_LEVEL = 'TF_CPP_MIN_LOG_LEVEL';

/** What is loaded, both absolute. */
export type BackendPaths = Pick<Installation, 'addon' | 'packageFolder'>;

/**
 * Loads TensorFlow into this process, once: some hundred megabytes, and a GPU's memory where there is one. Its own
 * lines on standard error are turned down to errors where LOG_LEVEL is not set. Throws
 * ProblemError where it cannot be loaded.
 */
export function loadBackend({
  addon,
  packageFolder,
}: Pick<Installation, 'addon' | 'packageFolder'>): Backend {
  process.env[LOG_LEVEL] ??= '2';
  provideIsNullOrUndefined();
  const require = createRequire(join(packageFolder, 'package.json'));
  try {
    answerWhereTheAddonIs(require, addon);
    return require(packageFolder) as Backend;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    const message = `TensorFlow cannot be loaded (${why}): run \`signalbox setup tensorflow --again\``;
    throw new ProblemError({ code: 'tensorflow-load', message, file: addon }, { cause: error });
  }
}

/**
 * The package's own finder reads package.json for a place in node_modules and brings a tree of its own with it: a
 * module with the one answer takes its place before it is loaded.
 */
function answerWhereTheAddonIs(require: NodeJS.Require, addon: string): void {
  const name = require.resolve(FINDER);
  const finder = { id: name, filename: name, loaded: true, exports: { find: () => addon } };
  require.cache[name] = finder as unknown as NodeJS.Module;
}

/** Node 23 took this function out; version 4.22.0 of the package still calls it. */
function provideIsNullOrUndefined(): void {
  const known = util as { isNullOrUndefined?: (value: unknown) => boolean };
  known.isNullOrUndefined ??= (value) => value === null || value === undefined;
}
