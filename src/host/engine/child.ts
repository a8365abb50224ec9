import { pathToFileURL } from 'node:url';
import { serveEngine } from '../../engine/serve.ts';
import { builtFile } from '../paths.ts';
import { createNodePlatform } from './nodePlatform.ts';
import { parentPort } from './processPort.ts';
import { setKernelFlags } from './v8Flags.ts';

// The engine's process: it parses no foreign file and runs our own kernels alone.
setKernelFlags();
// A person's Ctrl-C reaches the whole group; the host stops the run in order.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
const port = parentPort();
port.onClose(() => process.exit(0));
serveEngine(
  port,
  createNodePlatform({
    kernelsDir: builtFile('kernels'),
    workerUrl: pathToFileURL(builtFile('main', 'worker.js')),
  }),
);
