import { resolve, sep } from 'node:path';
import type { Grants } from './dialogs.ts';

/**
 * Keeps what the person chose in dialogs and passes it to the host, which reads and writes nothing else.
 *
 * @param roots granted from the start: the person's own folder of projects, where runs lie
 * @param tell passes a grant to the host
 */
export function createGrants(roots: readonly string[], tell: (path: string) => void): Grants {
  const granted = new Set(roots.map((root) => resolve(root)));
  return {
    grant: (path) => {
      granted.add(resolve(path));
      tell(resolve(path));
    },
    isGranted: (path) => {
      const wanted = resolve(path);
      return [...granted].some((root) => wanted === root || wanted.startsWith(root + sep));
    },
  };
}
