// SwiftShader, the Vulkan driver in software that comes with Chromium: WebGPU where there is no GPU.
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findChromium } from '../../tools/chromium.mjs';

const MANIFEST = 'vk_swiftshader_icd.json';

/** Folders of Chromium where the program on the path only starts it. */
const FOLDERS = [
  '/usr/lib/chromium',
  '/usr/lib/chromium-browser',
  '/usr/lib64/chromium-browser',
  '/opt/google/chrome',
];

/**
 * What VK_ICD_FILENAMES is to be, so that the Vulkan loader takes SwiftShader: what it is already, else the manifest
 * beside a Chromium; else a sentence.
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
