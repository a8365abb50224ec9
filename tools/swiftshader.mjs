import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { installFromDebian } from './debian.mjs';

const MANIFEST = 'vk_swiftshader_icd.json';

/** Folders of Chromium where the program on the path only starts it. */
const FOLDERS = [
  '/usr/lib/chromium',
  '/usr/lib/chromium-browser',
  '/usr/lib64/chromium-browser',
  '/opt/google/chrome',
];

/** The Vulkan loader, which hands Dawn on to a driver, and where it lies where ldconfig does not say. */
const LOADER = 'libvulkan.so.1';
const LIBRARIES = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/usr/local/lib',
];

/**
 * What VK_ICD_FILENAMES is to be, so that the Vulkan loader takes SwiftShader, the driver in software that comes with
 * Chromium: what it is already, else the manifest beside a Chromium; else a sentence.
 * @param {Readonly<Record<string, string | undefined>>} environment as process.env
 * @param {(path: string) => boolean} [exists]
 * @returns {{ manifests: string } | { missing: string }}
 */
export function findSwiftShader(environment, exists = existsSync) {
  const given = environment.VK_ICD_FILENAMES;
  if (given !== undefined && given !== '') return { manifests: given };
  const chromium = findChromium(environment);
  const folders = chromium === undefined ? FOLDERS : [dirname(realpathSync(chromium)), ...FOLDERS];
  const found = folders.map((folder) => join(folder, MANIFEST)).find(exists);
  if (found !== undefined) return { manifests: found };
  return {
    missing: `no SwiftShader is found: no ${MANIFEST} in ${folders.join(', ')}, expected a Chromium there or VK_ICD_FILENAMES naming the file`,
  };
}

/**
 * Whether the tests on WebGPU are to run on SwiftShader, and not on what WebGPU finds by itself: that is asked for by
 * SIGNALBOX_TEST_GPU, and elsewhere than on Linux it needs no Vulkan.
 * @param {{ platform: string, wanted: string | undefined }} machine
 */
export function needsSwiftShader({ platform, wanted }) {
  return platform === 'linux' && (wanted === undefined || wanted === '' || wanted === '0');
}

/**
 * Whether the Vulkan loader is there.
 * @param {string} listed what `ldconfig -p` lists
 * @param {(path: string) => boolean} [exists]
 */
export function hasVulkan(listed, exists = existsSync) {
  return listed.includes(`${LOADER} `) || LIBRARIES.some((folder) => exists(join(folder, LOADER)));
}

/**
 * A WebGPU for the tests: SwiftShader, so that they find the same everywhere, unless SIGNALBOX_TEST_GPU asks for the
 * machine's own GPU. Brings Vulkan's loader where it is missing on a Debian and this runs as root, saying so.
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {{ manifests: string | null } | { missing: string }} what VK_ICD_FILENAMES is to be, null for nothing; or
 *   why there is no WebGPU
 */
export function ensureSwiftShader(root, say) {
  if (!existsSync(join(root, 'node_modules', 'webgpu', 'package.json'))) {
    return { missing: 'the optional package webgpu is not here' };
  }
  const { platform } = process;
  if (!needsSwiftShader({ platform, wanted: process.env.SIGNALBOX_TEST_GPU })) return { manifests: null };
  const found = findSwiftShader(process.env);
  if ('missing' in found) return found;
  const fault = ensureVulkan(say);
  return fault === undefined ? found : { missing: fault };
}

/**
 * @param {(line: string) => void} say
 * @returns {string | undefined} why it cannot be had
 */
function ensureVulkan(say) {
  // Not in everyone's path.
  const { stdout } = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  if (hasVulkan(stdout ?? '')) return undefined;
  const fault = installFromDebian(['libvulkan1'], "Vulkan's loader for the tests on WebGPU", say);
  return fault === undefined ? undefined : `Vulkan's loader, ${LOADER}, is not found, and ${fault}`;
}
