import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inPath, installFromDebian } from './debian.mjs';

/** What the tests of the device `tensorflow` run against; the newest that they were run with. */
export const TENSORFLOW = 'tensorflow-cpu==2.21.0';

/**
 * Where the tests' own TensorFlow lies: git does not look there, and `npm ci` clears it away. SIGNALBOX_TEST_CACHE
 * names a folder that outlives that.
 * @param {string} root
 * @param {Readonly<Record<string, string | undefined>>} environment as process.env
 */
export function testPlaces(root, environment) {
  const cache = environment.SIGNALBOX_TEST_CACHE || join(root, 'node_modules', '.cache', 'signalbox');
  const folder = join(cache, 'tensorflow');
  const environmentFolder = join(folder, 'python');
  return {
    folder,
    environment: environmentFolder,
    python: join(environmentFolder, 'bin', 'python'),
    /** Written last; names what pip installed. */
    mark: join(environmentFolder, `has-${TENSORFLOW.replace('==', '-')}`),
  };
}

/**
 * Why no TensorFlow can be had for the tests on this machine, or undefined where it may be tried.
 * @param {{ platform: string, arch: string, skip: string | undefined, hasPackage: boolean }} machine
 * @returns {string | undefined}
 */
export function whyNoTensorflow({ platform, arch, skip, hasPackage }) {
  if (skip !== undefined && skip !== '' && skip !== '0') return 'SIGNALBOX_SKIP_TENSORFLOW says so';
  if (platform !== 'linux' || arch !== 'x64') return 'it is brought for them only on Linux on x64';
  return hasPackage ? undefined : 'the optional package @tensorflow/tfjs-node-gpu is not here';
}

/**
 * A TensorFlow for the tests: the one that SIGNALBOX_TENSORFLOW names, else one that pip downloads into an environment
 * of the tests' own and that `signalbox setup tensorflow` is run against, saying so. What the tests want in their
 * environment, or why there is none.
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {{ environment: Record<string, string> } | { missing: string }}
 */
export function ensureTensorflow(root, say) {
  const hasPackage = existsSync(join(root, 'node_modules', '@tensorflow', 'tfjs-node-gpu', 'package.json'));
  const { platform, arch } = process;
  const reason = whyNoTensorflow({ platform, arch, skip: process.env.SIGNALBOX_SKIP_TENSORFLOW, hasPackage });
  if (reason !== undefined) return { missing: reason };
  if (process.env.SIGNALBOX_TENSORFLOW) return { environment: {} };
  const places = testPlaces(root, process.env);
  const missing = ensureWheel(places, say) ?? ensureTools(say);
  if (missing !== undefined) return { missing };
  // Here all is there that it needs: where it fails all the same, the tests that want it are to fail.
  const fault = ensureAddon(root, places);
  if (fault !== undefined) say(`TensorFlow could not be set up for the tests: ${fault}`);
  return {
    environment: {
      SIGNALBOX_TENSORFLOW: places.folder,
      SIGNALBOX_TEST_TENSORFLOW_PYTHON: places.python,
    },
  };
}

/**
 * @param {ReturnType<typeof testPlaces>} places
 * @param {(line: string) => void} say
 * @returns {string | undefined} why there is none
 */
function ensureWheel({ folder, environment, python, mark }, say) {
  if (existsSync(mark) && existsSync(python)) return undefined;
  if (!inPath('python3') && installFromDebian(['python3', 'python3-venv'], 'Python', say) !== undefined) {
    return 'there is no python3 here';
  }
  say(`Downloading ${TENSORFLOW} for the tests: 335 MB, 1.5 GB in ${folder}.`);
  const make = () => {
    rmSync(environment, { recursive: true, force: true });
    mkdirSync(dirname(environment), { recursive: true, mode: 0o700 });
    return run('python3', ['-m', 'venv', environment]);
  };
  if (make() !== 0) {
    const fault = installFromDebian(['python3-venv'], "Python's venv", say);
    if (fault !== undefined || make() !== 0) return 'python3 -m venv makes no environment here';
  }
  const options = ['--disable-pip-version-check', '--no-input', '--no-cache-dir', '--quiet'];
  const network = ['--retries', '1', '--timeout', '20'];
  if (run(python, ['-m', 'pip', 'install', ...options, ...network, TENSORFLOW]) !== 0) {
    return `pip could not bring ${TENSORFLOW}`;
  }
  writeFileSync(mark, '');
  return undefined;
}

/**
 * @param {(line: string) => void} say
 * @returns {string | undefined} what is missing
 */
function ensureTools(say) {
  const missing = ['g++', 'make'].filter((name) => !inPath(name));
  if (missing.length === 0) return undefined;
  const fault = installFromDebian(missing, 'a C++ compiler', say);
  return fault === undefined ? undefined : `${missing.join(' and ')} cannot be had: ${fault}`;
}

/**
 * Where it is there already this takes a second.
 * @param {string} root
 * @param {ReturnType<typeof testPlaces>} places
 * @returns {string | undefined} why it failed
 */
function ensureAddon(root, { folder, python }) {
  const cli = join(root, 'out', 'main', 'cli.js');
  const { status, stderr } = spawnSync(process.execPath, [cli, 'setup', 'tensorflow', '--python', python], {
    encoding: 'utf8',
    env: { ...process.env, SIGNALBOX_TENSORFLOW: folder },
  });
  return status === 0 ? undefined : (stderr.trim().split('\n').pop() ?? 'signalbox setup tensorflow failed');
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
function run(program, args) {
  return spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status;
}
