import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setupTensorflow } from './setupTensorflow.ts';
import { noWheel, plain, setupStage } from './testing/setupStage.ts';

const stage = setupStage();
beforeEach(stage.open);
afterEach(stage.close);
const { setup, sentence, wheelFolder, sayWheel } = stage;

describe('each thing that is missing has its sentence', () => {
  test('no Python, or one that is none', async () => {
    stage.machine.answers.set('find_spec', 'missing');
    expect(await sentence()).toMatch(/^TensorFlow comes with Python, which is not in PATH: install python3/);
    expect(await sentence({ python: '/opt/x' })).toMatch(
      /^--python names \/opt\/x, which does not run as a Python/,
    );
    stage.machine.change({ environment: { PATH: '/usr/bin', SIGNALBOX_PYTHON: '/opt/y' } });
    expect(await sentence()).toMatch(/^SIGNALBOX_PYTHON names \/opt\/y/);
    expect(existsSync(stage.machine.parts.places.folder)).toBe(false);
  });

  test('no TensorFlow: the one command that brings it, by whether there is a card', async () => {
    stage.machine.answers.set('find_spec', { output: noWheel });
    expect(await sentence()).toMatch(
      /has no TensorFlow: run `\/usr\/bin\/python3 -m pip install tensorflow-cpu` .*--make-environment/,
    );
    stage.machine.seen.add('/usr/lib/wsl/lib/nvidia-smi');
    expect(await sentence()).toContain('-m pip install "tensorflow[and-cuda]"');
    stage.machine.change({ arch: 'arm64' });
    expect(await sentence()).toContain('-m pip install tensorflow`');
  });

  test('a TensorFlow that is too old or not whole', async () => {
    sayWheel({ version: '2.11.1', folder: wheelFolder() });
    expect(await sentence()).toMatch(/^TensorFlow 2\.11\.1 in .* is too old, expected 2\.12 or newer: run/);
    sayWheel({ version: '2.21.0', folder: wheelFolder() });
    rmSync(join(wheelFolder(), 'include', 'tensorflow', 'c', 'c_api.h'));
    expect(await sentence()).toMatch(/is not whole, its include\/tensorflow\/c\/c_api\.h is missing: run/);
  });

  test('no compiler, no make, no npm, no headers', async () => {
    stage.machine.answers.set('g++ --version', 'missing');
    expect(await sentence()).toMatch(/and g\+\+ cannot be run: install what is missing, on Debian/);
    stage.machine.answers.set('make --version', 'missing');
    expect(await sentence()).toMatch(/g\+\+ and make cannot be run/);
    for (const name of ['g++', 'make']) stage.machine.answers.set(`${name} --version`, {});
    stage.machine.seen.delete('/usr/include/node/node_api.h');
    expect(await sentence()).toMatch(/^building TensorFlow needs Node's headers/);
    stage.machine.seen.delete('/usr/lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js');
    expect(await sentence()).toMatch(/^building TensorFlow needs npm, whose node-gyp was not found/);
  });

  test('no optional package', async () => {
    const parts = { ...stage.machine.parts, findPackage: () => null };
    const ended = setupTensorflow(plain, parts, { onStage() {}, onLine() {} }, new AbortController().signal);
    await expect(ended).rejects.toThrow(/^the optional package @tensorflow\/tfjs-node-gpu is not installed/);
  });

  test.each([
    ['win32', 'x64', /no GPU on Windows itself since version 2\.11: use WSL2; WebGPU, .*--installer/],
    ['win32', 'arm64', /use WSL2; WebGPU, the way to a card there, comes with a later version of Signalbox$/],
    ['darwin', 'arm64', /^TensorFlow has no GPU on macOS; WebGPU, .* later version of Signalbox$/],
    ['darwin', 'x64', /--installer` brings TensorFlow 2\.9\.1 of 2022/],
    ['linux', 'ppc64', /made for Linux on x64 and arm64, and this is linux-ppc64/],
  ])('%s on %s', async (platform, arch, words) => {
    stage.machine.change({ platform, arch });
    expect(await sentence()).toMatch(words);
  });

  test('inside Electron a Node is needed for the tools', async () => {
    stage.machine.change({ isElectron: true, executable: '/opt/Signalbox/signalbox' });
    expect(await sentence()).toMatch(/needs Node, which is not in PATH/);
    stage.machine.seen.add('/usr/bin/node');
    await setup();
    expect(stage.machine.ran.at(-1)).toMatch(/^\/usr\/bin\/node /);
  });

  test('a path that the linker does not take', async () => {
    const odd = join(stage.machine.root, 'site', 'ten sorflow');
    mkdirSync(join(odd, 'include', 'tensorflow', 'c', 'eager'), { recursive: true });
    for (const file of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'])
      writeFileSync(join(odd, file), '');
    for (const file of ['c_api.h', 'eager/c_api.h'])
      writeFileSync(join(odd, 'include', 'tensorflow', 'c', file), '');
    sayWheel({ version: '2.21.0', folder: odd });
    expect(await sentence()).toMatch(/the linker takes no spaces/);
  });
});
