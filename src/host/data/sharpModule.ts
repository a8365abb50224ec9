import { createRequire } from 'node:module';

export type Sharp = typeof import('sharp').default;

/** What decides which build of sharp can run. */
interface Surroundings {
  readonly platform: string;
  readonly electron: string | undefined;
}

/**
 * Loads sharp. Inside Electron on Linux its native library meets Electron's own copies of what it links to and
 * crashes (lovell/sharp#4522), so that its WebAssembly build takes its place there.
 */
export async function loadSharpModule(
  surroundings: Surroundings = { platform: process.platform, electron: process.versions.electron },
): Promise<Sharp> {
  if (needsPortableBuild(surroundings)) preferPortableBuild();
  return (await import('sharp')).default;
}

/** Whether the native build would crash here. */
export function needsPortableBuild({ platform, electron }: Surroundings): boolean {
  return platform === 'linux' && electron !== undefined;
}

/** Puts the WebAssembly build where sharp looks for the native one. Before sharp is first loaded. */
function preferPortableBuild(): void {
  const require = createRequire(import.meta.url);
  const portable: unknown = require('@img/sharp-wasm32/sharp.node');
  // sharp's own `require` shares this cache; one of these is what it asks for on this machine.
  for (const system of ['linux', 'linuxmusl']) {
    const name = nativeBuild(require, `@img/sharp-${system}-${process.arch}/sharp.node`);
    if (name === null) continue;
    const module = { id: name, filename: name, loaded: true, exports: portable };
    require.cache[name] = module as NodeJS.Module;
  }
}

function nativeBuild(require: NodeJS.Require, name: string): string | null {
  try {
    return require.resolve(name);
  } catch {
    return null;
  }
}
