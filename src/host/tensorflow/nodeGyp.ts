import { dirname, join } from 'node:path';
import { fail } from '../../shared/problem.ts';
import type { Run } from './run.ts';
import { inPath, type Surroundings } from './surroundings.ts';

const SCRIPT = ['bin', 'node-gyp.js'] as const;

/**
 * npm's own node-gyp, which builds native modules: of the npm that runs this process, of the one beside Node, of the
 * one in PATH, or of the one that npm names. Throws ProblemError where there is none.
 */
export async function findNodeGyp(node: string, surroundings: Surroundings, run: Run): Promise<string> {
  const { exists } = surroundings;
  const found = places(node, surroundings).find(exists);
  if (found !== undefined) return found;
  // A launcher of a version manager does not lead to npm's files, but it can be asked.
  const { status, output } = await run('npm', ['root', '-g']);
  const named = join(output.trim(), 'npm', 'node_modules', 'node-gyp', ...SCRIPT);
  if (status === 0 && output.trim() !== '' && exists(named)) return named;
  return fail(
    'no-node-gyp',
    'building TensorFlow needs npm, whose node-gyp was not found: install npm, or run `npx signalbox setup tensorflow` with the npm that you have',
  );
}

function places(node: string, surroundings: Surroundings): string[] {
  const { environment, realPath, platform } = surroundings;
  const inNpm = (npm: string) => join(npm, 'node_modules', 'node-gyp', ...SCRIPT);
  const beside = dirname(realPath(node));
  const npm = inPath(platform === 'win32' ? 'npm.cmd' : 'npm', surroundings);
  const script = environment.npm_execpath;
  return [
    ...(script ? [inNpm(dirname(dirname(realPath(script))))] : []),
    inNpm(join(beside, '..', 'lib', 'node_modules', 'npm')),
    inNpm(join(beside, 'node_modules', 'npm')),
    ...(npm === null ? [] : [inNpm(dirname(dirname(realPath(npm))))]),
    // Debian's own npm keeps each of its packages beside it.
    join('/usr/share/nodejs/node-gyp', ...SCRIPT),
  ];
}
