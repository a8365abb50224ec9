// The packages that Signalbox's WebGPU device is compared with. They are not the project's: they are got on request.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { stop } from '../arguments.mjs';

/** By the peer's name; the first package is what it is called by. @type {Readonly<Record<string, Readonly<Record<string, string>>>>} */
const PACKAGES = {
  'tfjs-webgpu': {
    '@tensorflow/tfjs-core': '4.22.0',
    '@tensorflow/tfjs-layers': '4.22.0',
    '@tensorflow/tfjs-backend-webgpu': '4.22.0',
  },
  'jax-js': { '@jax-js/jax': '0.1.25' },
};

export const PEERS = Object.keys(PACKAGES);

/** Where the packages are if nobody says. @param {Readonly<Record<string, string | undefined>>} environment */
export function defaultFolder(environment = process.env) {
  const { XDG_CACHE_HOME } = environment;
  const base = XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homedir(), '.cache');
  return join(base, 'signalbox-bench');
}

/**
 * In one sentence what a peer lacks in a folder, and what to do; undefined where all is there.
 * @param {string} peer
 * @param {string} folder
 */
export function missing(peer, folder) {
  for (const [name, version] of Object.entries(PACKAGES[peer])) {
    const manifest = join(folder, 'node_modules', ...name.split('/'), 'package.json');
    const found = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : null;
    if (found === version) continue;
    const what =
      found === null ? `${name} ${version} is not in` : `${name} is ${found}, expected ${version}, in`;
    return `the peer ${peer} is not there: ${what} ${folder}; \`node bench/webgpu.mjs --install --peers ${folder}\` gets it with npm`;
  }
  return undefined;
}

/**
 * Gets the packages of all peers into a folder, without running their install scripts. Ends the program with a
 * sentence where that fails.
 * @param {string} folder
 * @param {(line: string) => void} say
 */
export function install(folder, say) {
  // All at once: npm takes away what an earlier call got without saving it.
  const packages = Object.values(PACKAGES).flatMap((versions) =>
    Object.entries(versions).map((both) => both.join('@')),
  );
  say(`Getting ${packages.join(', ')} into ${folder}`);
  mkdirSync(folder, { recursive: true });
  const how = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--prefix', folder];
  const shell = process.platform === 'win32';
  const { status, error, stderr } = spawnSync('npm', ['install', ...how, ...packages], {
    encoding: 'utf8',
    shell,
  });
  if (status !== 0) stop(`npm could not get the peers: ${error?.message ?? stderr.trim()}`);
}

/**
 * A peer's packages as one module, with its version. Ends the program with a sentence where they are missing.
 * @param {string} peer
 * @param {string} folder
 * @returns {{ module: unknown, version: string }}
 */
export function loadPeer(peer, folder) {
  const fault = missing(peer, folder);
  if (fault !== undefined) stop(fault);
  const require = createRequire(join(folder, 'package.json'));
  const modules = Object.keys(PACKAGES[peer]).map((name) => require(name));
  return { module: Object.assign({}, ...modules), version: Object.values(PACKAGES[peer])[0] };
}
