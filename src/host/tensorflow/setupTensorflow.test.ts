import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProblemError } from '../../shared/problem.ts';
import { lockRun } from '../runs/lock.ts';
import { findInstallation } from './installation.ts';
import type { SetupRequest } from './prepare.ts';
import { thisSetup } from './prepare.ts';
import { setupTensorflow } from './setupTensorflow.ts';
import { type FakeMachine, fakeMachine } from './testing/fakeMachine.ts';
import type { Stage } from './tool.ts';

let machine: FakeMachine;
beforeEach(() => {
  machine = fakeMachine();
});
afterEach(() => machine.remove());

const plain: SetupRequest = { python: null, makeEnvironment: false, installer: false, again: false };
const noWheel = JSON.stringify({ executable: '/usr/bin/python3', version: '3.12.4', tensorflow: null });

async function setup(
  request: Partial<SetupRequest> = {},
  { signal = new AbortController().signal, onStage = (_: Stage) => {} } = {},
) {
  const stages: Stage[] = [];
  const listener = {
    onStage: (stage: Stage) => {
      stages.push(stage);
      onStage(stage);
    },
    onLine: () => {},
  };
  const result = await setupTensorflow({ ...plain, ...request }, machine.parts, listener, signal);
  return { ...result, stages };
}

/** The sentence that setting up ends with; that it is a Problem's is held too. */
async function sentence(request: Partial<SetupRequest> = {}): Promise<string> {
  try {
    await setup(request);
  } catch (error) {
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as Error).message).not.toMatch(/\n/);
    return (error as Error).message;
  }
  return 'set up';
}

const installed = () => {
  const { places, findPackage } = machine.parts;
  return findInstallation({ places, findPackage, machine: 'linux-x64' });
};
const wheelFolder = () => join(machine.root, 'site', 'tensorflow');

/** What the fake Python says of its TensorFlow. */
function sayWheel(tensorflow: { version: string; folder: string }): void {
  const found = { name: 'tensorflow', evidence: null, ...tensorflow };
  const output = JSON.stringify({ executable: '/usr/bin/python3', version: '3.12.4', tensorflow: found });
  machine.answers.set('find_spec', { output });
}

describe('against a wheel', () => {
  test('the addon is built, tried, and counts from then on', async () => {
    const result = await setup();
    expect(result).toMatchObject({ already: false, gpu: false, device: 'cpu', note: null });
    expect(result.stages).toEqual(['build', 'test']);
    const found = installed();
    expect('installation' in found && found.installation).toMatchObject({
      version: '2.21.0',
      how: 'wheel',
      manifest: { libraries: wheelFolder(), python: '/usr/bin/python3', cuda: null },
    });
    expect(statSync(machine.parts.places.folder).mode & 0o777).toBe(0o700);
    const build = machine.ran.find((command) => command.includes('rebuild'));
    expect(build).toContain('--nodedir=/usr --python=/usr/bin/python3');
  });

  test('a second time it is there already, and is only tried', async () => {
    await setup();
    const again = await setup();
    expect(again).toMatchObject({ already: true, stages: ['test'] });
    expect((await setup({ again: true })).stages).toEqual(['build', 'test']);
    expect(readdirSync(machine.parts.places.folder).filter((name) => name.startsWith('addon-')).length).toBe(
      1,
    );
  });

  test('another TensorFlow in its place is built against anew', async () => {
    await setup();
    rmSync(join(machine.root, 'site', 'tensorflow_cpu-2.21.0.dist-info'), { recursive: true });
    sayWheel({ version: '2.22.0', folder: wheelFolder() });
    expect((await setup()).already).toBe(false);
  });

  test('one that no longer works is built anew', async () => {
    await setup();
    let tries = 0;
    machine.answers.set('tensorflowTest.js', {
      output: '{"tensorflow":"2.21.0","gpu":false}',
      get status() {
        return tries++ === 0 ? 1 : 0;
      },
    });
    expect((await setup()).stages).toEqual(['test', 'build', 'test']);
  });

  test('a card that is left unused is told, with what to do', async () => {
    machine.seen.add('/dev/nvidiactl');
    expect((await setup()).note).toMatch(
      /computes on the processor alone: run `.*pip install "tensorflow\[and-cuda\]"`/,
    );
    writeFileSync(join(wheelFolder(), 'python', 'platform', 'build_info.py'), "('cuda_version', '12.5.1')");
    expect((await setup({ again: true })).note).toMatch(
      /does not find it: its driver may be too old for CUDA 12\.5\.1/,
    );
    machine.answers.set('tensorflowTest.js', { output: '{"tensorflow":"2.21.0","gpu":true}' });
    machine.answers.set('nvidia-smi', { output: 'NVIDIA H100 80GB HBM3\n' });
    expect(await setup()).toMatchObject({ device: 'NVIDIA H100 80GB HBM3', note: null, gpu: true });
  });
});

describe('each thing that is missing has its sentence', () => {
  test('no Python, or one that is none', async () => {
    machine.answers.set('find_spec', 'missing');
    expect(await sentence()).toMatch(/^TensorFlow comes with Python, which is not in PATH: install python3/);
    expect(await sentence({ python: '/opt/x' })).toMatch(
      /^--python names \/opt\/x, which does not run as a Python/,
    );
    machine.change({ environment: { PATH: '/usr/bin', SIGNALBOX_PYTHON: '/opt/y' } });
    expect(await sentence()).toMatch(/^SIGNALBOX_PYTHON names \/opt\/y/);
    expect(existsSync(machine.parts.places.folder)).toBe(false);
  });

  test('no TensorFlow: the one command that brings it, by whether there is a card', async () => {
    machine.answers.set('find_spec', { output: noWheel });
    expect(await sentence()).toMatch(
      /has no TensorFlow: run `\/usr\/bin\/python3 -m pip install tensorflow-cpu` .*--make-environment/,
    );
    machine.seen.add('/usr/lib/wsl/lib/nvidia-smi');
    expect(await sentence()).toContain('-m pip install "tensorflow[and-cuda]"');
    machine.change({ arch: 'arm64' });
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
    machine.answers.set('g++ --version', 'missing');
    expect(await sentence()).toMatch(/and g\+\+ cannot be run: install what is missing, on Debian/);
    machine.answers.set('make --version', 'missing');
    expect(await sentence()).toMatch(/g\+\+ and make cannot be run/);
    for (const name of ['g++', 'make']) machine.answers.set(`${name} --version`, {});
    machine.seen.delete('/usr/include/node/node_api.h');
    expect(await sentence()).toMatch(/^building TensorFlow needs Node's headers/);
    machine.seen.delete('/usr/lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js');
    expect(await sentence()).toMatch(/^building TensorFlow needs npm, whose node-gyp was not found/);
  });

  test('no optional package', async () => {
    const parts = { ...machine.parts, findPackage: () => null };
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
    machine.change({ platform, arch });
    expect(await sentence()).toMatch(words);
  });

  test('inside Electron a Node is needed for the tools', async () => {
    machine.change({ isElectron: true, executable: '/opt/Signalbox/signalbox' });
    expect(await sentence()).toMatch(/needs Node, which is not in PATH/);
    machine.seen.add('/usr/bin/node');
    await setup();
    expect(machine.ran.at(-1)).toMatch(/^\/usr\/bin\/node /);
  });

  test('a path that the linker does not take', async () => {
    const odd = join(machine.root, 'site', 'ten sorflow');
    mkdirSync(join(odd, 'include', 'tensorflow', 'c', 'eager'), { recursive: true });
    for (const file of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'])
      writeFileSync(join(odd, file), '');
    for (const file of ['c_api.h', 'eager/c_api.h'])
      writeFileSync(join(odd, 'include', 'tensorflow', 'c', file), '');
    sayWheel({ version: '2.21.0', folder: odd });
    expect(await sentence()).toMatch(/the linker takes no spaces/);
  });
});

describe('what fails leaves the installation of before', () => {
  test('a build that fails, with its log', async () => {
    await setup();
    machine.answers.set('node-gyp.js rebuild', {
      status: 1,
      lines: ['tfjs_backend.cc:1: error: no such thing', 'make: ***'],
    });
    const { log, folder } = machine.parts.places;
    expect(await sentence({ again: true })).toBe(
      `TensorFlow's addon could not be built: see ${log} (tfjs_backend.cc:1: error: no such thing)`,
    );
    expect(readFileSync(log, 'utf8')).toContain('make: ***');
    expect('installation' in installed()).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith('addon-')).length).toBe(1);
  });

  test('a full disk', async () => {
    machine.answers.set('node-gyp.js rebuild', {
      status: 1,
      lines: ['fatal error: No space left on device'],
    });
    expect(await sentence()).toBe(
      "TensorFlow's addon could not be built: the disk is full: make room, and try again",
    );
    expect('problem' in installed()).toBe(true);
  });

  test('a self-test that fails, says nothing of use, or crashes', async () => {
    const cannot = 'Error: libcudart.so.12: cannot open shared object file: No such file or directory';
    machine.answers.set('tensorflowTest.js', { status: 1, lines: [cannot] });
    expect(await sentence()).toBe(
      'TensorFlow is there and does not work: it needs libcudart.so.12, which is not on this machine',
    );
    machine.answers.set('tensorflowTest.js', { status: 0, output: 'nonsense' });
    expect(await sentence()).toMatch(/^TensorFlow is there and does not work: see .*setup\.log/);
    expect(readdirSync(machine.parts.places.folder)).toEqual(['setup.log']);
  });

  test('cancelling, at any stage', async () => {
    for (const at of ['build', 'test'] as const) {
      const controller = new AbortController();
      const onStage = (stage: Stage) => stage === at && controller.abort(new Error('enough'));
      await expect(setup({}, { signal: controller.signal, onStage })).rejects.toThrow('enough');
      expect(readdirSync(machine.parts.places.folder)).toEqual(['setup.log']);
    }
    expect((await setup()).already).toBe(false);
  });

  test('two at once: the second is told of the first', async () => {
    const { folder } = machine.parts.places;
    mkdirSync(folder);
    const lock = await lockRun(folder);
    expect(await sentence()).toMatch(/^another Signalbox \(process \d+\) is setting up TensorFlow/);
    await lock.release();
    expect((await setup()).already).toBe(false);
  });

  test('a folder that cannot be made', async () => {
    writeFileSync(machine.parts.places.folder, 'a file');
    expect(await sentence()).toMatch(/^could not create .*home/);
  });
});

describe('an environment of the app', () => {
  beforeEach(() => {
    const own = JSON.parse(String((machine.answers.get('find_spec') as { output: string }).output));
    machine.answers.set('find_spec', { output: noWheel });
    machine.answers.set('environment/bin/python -I', {
      output: JSON.stringify({ ...own, executable: 'own' }),
    });
    machine.answers.set('-m venv', {
      act: (_, args) => mkdirSync(join(String(args.at(-1)), 'bin'), { recursive: true }),
    });
    machine.answers.set('-m pip install', {
      act: () => writeFileSync(join(machine.parts.places.environment, 'bin', 'python'), ''),
    });
  });
  const wanted = { makeEnvironment: true };

  test('is made and TensorFlow downloaded into it; a later time it is known', async () => {
    const made = await setup(wanted);
    expect(made.stages).toEqual(['environment', 'install', 'build', 'test']);
    expect(machine.ran.find((command) => command.includes('pip install'))).toMatch(/ tensorflow-cpu$/);
    expect(made.installation.manifest.python).toBe('own');
    expect((await setup()).already).toBe(true);
  });

  test('each way it fails has its sentence', async () => {
    machine.change({ freeBytes: () => 5e8 });
    expect(await sentence(wanted)).toMatch(
      /^tensorflow-cpu needs 1\.6 GB on the disk of .*, and 0\.5 GB are free/,
    );
    machine.change({ freeBytes: () => null });
    machine.answers.set('-m pip install', {
      status: 1,
      lines: ['ERROR: No matching distribution found for tensorflow-cpu'],
    });
    expect(await sentence(wanted)).toMatch(
      /^pip could not install tensorflow-cpu: there is none for this Python/,
    );
    machine.answers.set('-m pip install', { status: 1, lines: ['Temporary failure in name resolution'] });
    expect(await sentence(wanted)).toMatch(/it reached no package index; is this computer online\?$/);
    machine.answers.set('-m pip install', {
      status: 1,
      lines: ['OSError: [Errno 28] No space left on device'],
    });
    expect(await sentence(wanted)).toMatch(/the disk is full/);
    machine.answers.set('-m venv', { status: 1, lines: ['ensurepip is not available'] });
    expect(await sentence(wanted)).toMatch(/sudo apt-get install python3-venv`$/);
  });

  test('one that was begun and not ended is made anew', async () => {
    machine.answers.set('-m pip install', { status: 1 });
    await sentence(wanted);
    const { environment } = machine.parts.places;
    writeFileSync(join(environment, 'half'), '');
    machine.answers.set('-m pip install', {
      act: () => writeFileSync(join(environment, 'bin', 'python'), ''),
    });
    await setup(wanted);
    expect(existsSync(join(environment, 'half'))).toBe(false);
  });
});

describe("the package's own installer", () => {
  const wanted = { installer: true };

  test('runs in a copy of the package, and node_modules stays as it is', async () => {
    machine.answers.set('install.js gpu download', {
      act: ({ folder = '', environment }) => {
        expect(environment?.NODE_PATH).toBe(join(machine.root, 'node_modules'));
        mkdirSync(join(folder, 'lib', 'napi-v8'), { recursive: true });
        mkdirSync(join(folder, 'deps', 'lib'), { recursive: true });
        writeFileSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'), '');
      },
    });
    machine.answers.set('tensorflowTest.js', { output: '{"tensorflow":"2.9.1","gpu":false}' });
    const result = await setup(wanted);
    expect(result.stages).toEqual(['download', 'test']);
    expect(result.installation).toMatchObject({
      how: 'installer',
      version: '2.9.1',
      manifest: { cuda: '11.2' },
    });
    expect('installation' in installed()).toBe(true);
    expect((await setup(wanted)).already).toBe(true);
  });

  test('its failure has a sentence', async () => {
    machine.answers.set('install.js gpu download', {
      status: 1,
      lines: ['Error: getaddrinfo ENOTFOUND storage.googleapis.com'],
    });
    expect(await sentence(wanted)).toBe(
      "the package's own installer could not bring TensorFlow 2.9.1: storage.googleapis.com cannot be reached; is this computer online?",
    );
    machine.answers.set('install.js gpu download', { status: 0 });
    expect(await sentence(wanted)).toMatch(/2\.9\.1: see .*setup\.log$/);
    machine.change({ arch: 'arm64' });
    expect(await sentence(wanted)).toMatch(/has nothing for linux-arm64/);
  });
});

const python = process.env.SIGNALBOX_TEST_TENSORFLOW_PYTHON;

// Skipped where SIGNALBOX_TEST_TENSORFLOW_PYTHON names no Python that has TensorFlow; `npm test` sees to one.
test.skipIf(!python)(
  'against a real wheel it is built, loaded and computes',
  { timeout: 180_000 },
  async () => {
    const { places } = machine.parts;
    const parts = { ...thisSetup(), places };
    const listener = { onStage() {}, onLine() {} };
    const { signal } = new AbortController();
    const request = { ...plain, python: String(python) };
    const made = await setupTensorflow(request, parts, listener, signal);
    expect(made.already).toBe(false);
    expect(made.installation.version).toMatch(/^2\.\d+\.\d+/);
    expect(findInstallation({ places })).toEqual({ installation: made.installation });
    expect((await setupTensorflow(request, parts, listener, signal)).already).toBe(true);
  },
);
