import { dirname, join } from 'node:path';
import { fail } from '../../shared/problem.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The folder whose `include/node` holds Node's headers: node-gyp would download them otherwise. Any Node's will do,
 * since the addon uses nothing but the stable interface. Throws ProblemError where there are none.
 */
export function findNodeHeaders(
  node: string,
  { exists, realPath }: Surroundings,
  packaged: string | null,
): string {
  const folders = [
    dirname(dirname(realPath(node))),
    ...(packaged === null ? [] : [packaged]),
    '/usr',
    '/usr/local',
  ];
  const needed = [join('include', 'node', 'node_api.h'), join('include', 'node', 'common.gypi')];
  const found = folders.find((folder) => needed.every((file) => exists(join(folder, file))));
  if (found !== undefined) return found;
  return fail(
    'no-node-headers',
    `building TensorFlow needs Node's headers, which lie neither beside ${node} nor in /usr/include/node: install Node from nodejs.org, whose archive holds them, or \`sudo apt-get install libnode-dev\``,
  );
}
