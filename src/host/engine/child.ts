import { pathToFileURL } from 'node:url';
import { serveEngine } from '../../engine/serve.ts';
import type { Port } from '../../shared/port.ts';
import { electronPort } from '../desktop/electronPort.ts';
import type { ParentPort } from '../desktop/parentPort.ts';
import { builtFile } from '../paths.ts';
import { createNodePlatform } from './nodePlatform.ts';
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
  electron.on('message', ({ ports: [port] }) => serve(electronPort(port, 'the host is gone')));
} else {
  serve(parentPort());
}

function serve(port: Port): void {
  port.onClose(() => process.exit(0));
  serveEngine(
    port,
    createNodePlatform({
      kernelsDir: builtFile('kernels'),
      workerUrl: pathToFileURL(builtFile('main', 'worker.js')),
    }),
  );
}
