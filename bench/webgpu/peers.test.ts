import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { defaultFolder, missing, PEERS } from './peers.mjs';

/** A folder with packages of these versions, their manifests alone. */
function folderWith(versions: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-peers-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, version] of Object.entries(versions)) {
    const place = join(folder, 'node_modules', name);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'package.json'), JSON.stringify({ version }));
  }
  return folder;
}

test('an empty folder has no peer, and the sentence says how to get them', () => {
  const folder = folderWith({});
  expect(PEERS.map((peer) => missing(peer, folder))).toEqual([
    `the peer tfjs-webgpu is not there: @tensorflow/tfjs-core 4.22.0 is not in ${folder}; \`node bench/webgpu.mjs --install --peers ${folder}\` gets it with npm`,
    `the peer jax-js is not there: @jax-js/jax 0.1.25 is not in ${folder}; \`node bench/webgpu.mjs --install --peers ${folder}\` gets it with npm`,
  ]);
});

test('another version than the one that is compared with is told', () => {
  const folder = folderWith({ '@jax-js/jax': '0.2.0' });
  expect(missing('jax-js', folder)).toContain(`@jax-js/jax is 0.2.0, expected 0.1.25, in ${folder}`);
});

test('a peer is there once all its packages are', () => {
  const some = { '@tensorflow/tfjs-core': '4.22.0', '@tensorflow/tfjs-layers': '4.22.0' };
  expect(missing('tfjs-webgpu', folderWith(some))).toContain('@tensorflow/tfjs-backend-webgpu 4.22.0 is not');
  const all = { ...some, '@tensorflow/tfjs-backend-webgpu': '4.22.0' };
  expect(missing('tfjs-webgpu', folderWith(all))).toBeUndefined();
});

test('the folder is in the cache of the person, a relative one ignored', () => {
  expect(defaultFolder({ XDG_CACHE_HOME: '/cache' })).toBe('/cache/signalbox-bench');
  const home = join(homedir(), '.cache', 'signalbox-bench');
  expect(defaultFolder({ XDG_CACHE_HOME: 'cache' })).toBe(home);
  expect(defaultFolder({})).toBe(home);
});
