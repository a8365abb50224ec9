import type { Platform } from '../../engine/platform.ts';
import { serveEngine } from '../../engine/serve.ts';
import type { Port } from '../../shared/port.ts';
import { fail } from '../../shared/problem.ts';
import { electronPort } from '../desktop/electronPort.ts';
import type { ParentPort } from '../desktop/parentPort.ts';
import { createBuiltPlatform } from './nodePlatform.ts';
import { parentPort } from './processPort.ts';
import { setKernelFlags } from './v8Flags.ts';

// The engine's process: it parses no foreign file and runs our own kernels alone.
setKernelFlags();
// A person's Ctrl-C reaches the whole group; the host stops the run in order.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
const { parentPort: electron } = process as unknown as { readonly parentPort?: ParentPort };
if (electron) {
  // A utility process: the main process hands over a line to the host.
  electron.on('message', ({ ports: [port] }) =>
    serve(electronPort(port, 'the host is gone'), { gpu: noGpu }),
  );
} else {
  serve(parentPort());
}

function serve(port: Port, instead: Partial<Platform> = {}): void {
  port.onClose(() => process.exit(0));
  serveEngine(port, { ...createBuiltPlatform(), ...instead });
}

/** Loading Dawn's addon would end an Electron process; webgpu's engine runs in a window there. */
async function noGpu(): Promise<GPU> {
  return fail('no-webgpu', 'WebGPU cannot be had in this process of Electron, only in a window');
}
