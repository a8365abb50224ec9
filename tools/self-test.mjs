// Writes the numbers that every device's self-test is held against, from the float64 device. `node tools/self-test.mjs`.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'src', 'engine', 'devices', 'selfTest');
const { module } = await runnerImport(join(folder, 'expectedNumbers.ts'));
const { expectedNumbers } =
  /** @type {typeof import('../src/engine/devices/selfTest/expectedNumbers.ts')} */ (module);
const path = join(folder, 'expected.json');
writeFileSync(path, await expectedNumbers());
console.log(`Wrote ${path}.`);
