// What the WebGPU kernels of a training step read, write and multiply, counted by running them, against the least.
import { join, relative, resolve } from 'node:path';
import { createServer } from 'vite';
import { flag, readArguments, stop, text, whole } from './arguments.mjs';
import { kernelTable, operationTable } from './kernelCountsTable.mjs';
import { root } from './program.mjs';

const HELP = `node bench/kernelCounts.mjs [--graph FILE] [--batch N] [--json]

Runs one training step on whatever GPU WebGPU finds, with kernels that count, and prints the tables of
docs/PERFORMANCE.md. The graph is resources/graphs/vgg-small.json and the batch its own if not given.`;

const OPTIONS = { graph: text, batch: text, json: flag };

const given = readArguments(process.argv.slice(2), OPTIONS, HELP);
const batch = given.batch === undefined ? null : whole('batch', given.batch);
const path = resolve(given.graph ?? join(root, 'resources', 'graphs', 'vgg-small.json'));

// The engine's source is TypeScript, which this Node may not read by itself.
const server = await createServer({
  root,
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, ws: false },
  optimizeDeps: { noDiscovery: true },
});
try {
  const { countGraph } = /** @type {typeof import('./kernelCounts/countGraph.ts')} */ (
    await server.ssrLoadModule(join(root, 'bench', 'kernelCounts', 'countGraph.ts'))
  );
  const counts = await countGraph(path, batch);
  const { operations, adapter } = counts;
  if (given.json) console.log(JSON.stringify({ graph: path, ...counts }));
  else {
    console.log(operationTable(operations));
    console.log(`\n${kernelTable(operations)}`);
    console.log(
      `\nOne training step of ${relative(root, path)} at batch ${counts.batch}, counted on ${adapter}`,
    );
  }
} catch (error) {
  stop(error instanceof Error ? error.message : String(error));
} finally {
  await server.close();
}
