import { fail } from '../../shared/problem.ts';
import { findPackagedNode } from '../engine/runtime.ts';
import { inPath, type Surroundings } from './surroundings.ts';

/**
 * A Node to run tools in: this process's own; inside Electron, whose program is none, the optional package's or the
 * one in PATH. Throws ProblemError where there is none.
 */
export function toolNode(
  surroundings: Surroundings,
  packaged: (platform: string) => { readonly executable: string } | null = findPackagedNode,
): string {
  const { executable, isElectron, platform } = surroundings;
  if (!isElectron) return executable;
  const found =
    packaged(platform)?.executable ?? inPath(platform === 'win32' ? 'node.exe' : 'node', surroundings);
  if (found !== null) return found;
  return fail(
    'no-node',
    'setting up TensorFlow needs Node, which is not in PATH: install it from nodejs.org, and try again',
  );
}
