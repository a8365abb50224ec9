import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ProblemError } from '../../shared/problem.ts';
import { findInstallation, type InstallationSurroundings } from './installation.ts';
import { loadBackend } from './loadBackend.ts';
import type { Manifest } from './manifest.ts';
import { tensorflowPlaces } from './places.ts';

let root = '';
let manifest: Manifest;
const machine = 'linux-x64';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'signalbox-tensorflow-'));
  mkdirSync(join(root, 'addon-1'));
  mkdirSync(join(root, 'wheel'));
  mkdirSync(join(root, 'tensorflow-2.21.0.dist-info'));
  writeFileSync(join(root, 'addon-1', 'tfjs_binding.node'), 'not an addon');
  manifest = {
    version: 1,
    package: '4.22.0',
    tensorflow: '2.21.0',
    how: 'wheel',
    addon: 'addon-1/tfjs_binding.node',
    libraries: join(root, 'wheel'),
    evidence: join(root, 'tensorflow-2.21.0.dist-info'),
    python: '/usr/bin/python3',
    cuda: '12.5.1',
    machine,
  };
});
afterEach(() => rmSync(root, { recursive: true }));

const places = () => tensorflowPlaces({ SIGNALBOX_TENSORFLOW: root });
const write = (value: unknown) => writeFileSync(places().manifest, JSON.stringify(value));

function find(changes: Partial<InstallationSurroundings> = {}) {
  const findPackage = () => ({ folder: '/modules/tfjs-node-gpu', version: '4.22.0' });
  return findInstallation({ places: places(), machine, findPackage, ...changes });
}

const sentence = (changes: Partial<InstallationSurroundings> = {}) => {
  const found = find(changes);
  return 'problem' in found ? found.problem.message : 'found';
};

test('the places lie in the home folder, or where SIGNALBOX_TENSORFLOW says', () => {
  expect(tensorflowPlaces({}, () => '/home/anna/.local/share/signalbox').manifest).toBe(
    join('/home/anna/.local/share/signalbox', 'tensorflow', 'installation.json'),
  );
  expect(tensorflowPlaces({ SIGNALBOX_TENSORFLOW: '' }, () => '/home').folder).toBe(
    join('/home', 'tensorflow'),
  );
  expect(tensorflowPlaces({ SIGNALBOX_TENSORFLOW: '/mine' }).folder).toBe('/mine');
});

test('an installation is told by its addon, package, version and way', () => {
  write(manifest);
  expect(find()).toEqual({
    installation: {
      addon: join(root, 'addon-1', 'tfjs_binding.node'),
      packageFolder: '/modules/tfjs-node-gpu',
      version: '2.21.0',
      how: 'wheel',
      manifest,
    },
  });
});

test('without a manifest it is not set up, whatever else lies there', () => {
  expect(sentence()).toBe('TensorFlow is not set up: run `signalbox setup tensorflow`');
});

test('each thing that is gone or another one has its sentence', () => {
  write(manifest);
  expect(sentence({ findPackage: () => null })).toMatch(
    /^the optional package .*npm install --include=optional/,
  );
  expect(sentence({ findPackage: () => ({ folder: '', version: '4.23.0' }) })).toMatch(
    /4\.22\.0.*4\.23\.0 is/,
  );
  expect(sentence({ machine: 'linux-arm64' })).toMatch(/set up on linux-x64, and this is linux-arm64/);
  rmSync(join(root, 'tensorflow-2.21.0.dist-info'), { recursive: true });
  expect(sentence()).toBe(
    `the TensorFlow in ${root} is no longer 2.21.0: run \`signalbox setup tensorflow\` again`,
  );
  rmSync(join(root, 'wheel'), { recursive: true });
  expect(sentence()).toBe(
    `the TensorFlow in ${join(root, 'wheel')} has gone: run \`signalbox setup tensorflow\` again`,
  );
  rmSync(join(root, 'addon-1'), { recursive: true });
  expect(sentence()).toMatch(/^TensorFlow's addon .*tfjs_binding\.node has gone/);
});

test.each([
  ['no JSON', '{'],
  ['another version', { version: 2 }],
  ['an addon outside', { addon: '../../tmp/evil.node' }],
  ['an absolute addon', { addon: '/tmp/evil.node' }],
  ['a field too many', { more: 1 }],
])('a manifest with %s counts as damaged', (_, change) => {
  if (typeof change === 'string') writeFileSync(places().manifest, change);
  else write({ ...manifest, ...change });
  expect(sentence()).toMatch(/installation\.json is damaged: run/);
});

test.skipIf(process.platform === 'win32')('a folder that others may write to is not loaded from', () => {
  write(manifest);
  chmodSync(root, 0o777);
  expect(sentence()).toMatch(/others may write to that folder/);
  chmodSync(root, 0o700);
  expect(sentence()).toBe('found');
});

test('an addon that cannot be loaded is a Problem', () => {
  const addon = join(root, 'addon-1', 'tfjs_binding.node');
  const load = () => loadBackend({ addon, packageFolder: join(root, 'nowhere') });
  expect(load).toThrow(ProblemError);
  expect(load).toThrow(/^TensorFlow cannot be loaded \(.*\): run `signalbox setup tensorflow --again`$/);
});
