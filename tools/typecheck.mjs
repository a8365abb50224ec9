// Checks every layer with its own tsconfig, so that a layer sees only what it may use. `npm run typecheck`.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LAYERS = [
  'shared',
  'engine',
  'host',
  'main',
  'preload',
  'renderer',
  'engineWindow',
  'tests',
  'e2e',
  'tools',
];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const failed = LAYERS.filter((layer) => {
  const run = spawnSync(process.execPath, [compiler, '-p', `tsconfig.${layer}.json`], {
    cwd: root,
    stdio: 'inherit',
  });
  return run.status !== 0;
});
if (failed.length > 0) {
  console.error(`Type errors in: ${failed.join(', ')}.`);
  process.exitCode = 1;
}
