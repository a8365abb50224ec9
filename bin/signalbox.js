#!/usr/bin/env node
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBuilt } from './ensureBuilt.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const failure = ensureBuilt(root, (line) => process.stderr.write(`${line}\n`));
if (failure === undefined) {
  await import(pathToFileURL(join(root, 'out', 'main', 'cli.js')).href);
} else {
  process.stderr.write(`${failure.message}\n`);
  process.exitCode = failure.code;
}
