import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockRun } from '../runs/lock.ts';
import { findInstallation } from './installation.ts';
import { thisSetup } from './prepare.ts';
import { setupTensorflow } from './setupTensorflow.ts';
import { plain, setupStage } from './testing/setupStage.ts';
import type { Stage } from './tool.ts';

const stage = setupStage();
beforeEach(stage.open);
afterEach(stage.close);
const { setup, sentence, installed, wheelFolder, sayWheel } = stage;

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
    expect(statSync(stage.machine.parts.places.folder).mode & 0o777).toBe(0o700);
    const build = stage.machine.ran.find((command) => command.includes('rebuild'));
    expect(build).toContain('--nodedir=/usr --python=/usr/bin/python3');
  });

  test('a second time it is there already, and is only tried', async () => {
    await setup();
    const again = await setup();
    expect(again).toMatchObject({ already: true, stages: ['test'] });
    expect((await setup({ again: true })).stages).toEqual(['build', 'test']);
    expect(
      readdirSync(stage.machine.parts.places.folder).filter((name) => name.startsWith('addon-')).length,
    ).toBe(1);
  });

  test('another TensorFlow in its place is built against anew', async () => {
    await setup();
    rmSync(join(stage.machine.root, 'site', 'tensorflow_cpu-2.21.0.dist-info'), { recursive: true });
    sayWheel({ version: '2.22.0', folder: wheelFolder() });
    expect((await setup()).already).toBe(false);
  });

  test('one that no longer works is built anew', async () => {
    await setup();
    let tries = 0;
    stage.machine.answers.set('tensorflowTest.js', {
      output: '{"tensorflow":"2.21.0","gpu":false}',
      get status() {
        return tries++ === 0 ? 1 : 0;
      },
    });
    expect((await setup()).stages).toEqual(['test', 'build', 'test']);
  });

  test('a card that is left unused is told, with what to do', async () => {
    stage.machine.seen.add('/dev/nvidiactl');
    expect((await setup()).note).toMatch(
      /computes on the processor alone: run `.*pip install "tensorflow\[and-cuda\]"`/,
    );
    writeFileSync(join(wheelFolder(), 'python', 'platform', 'build_info.py'), "('cuda_version', '12.5.1')");
    expect((await setup({ again: true })).note).toMatch(
      /does not find it: its driver may be too old for CUDA 12\.5\.1/,
    );
    stage.machine.answers.set('tensorflowTest.js', { output: '{"tensorflow":"2.21.0","gpu":true}' });
    stage.machine.answers.set('nvidia-smi', { output: 'NVIDIA H100 80GB HBM3\n' });
    expect(await setup()).toMatchObject({ device: 'NVIDIA H100 80GB HBM3', note: null, gpu: true });
  });
});

describe('what fails leaves the installation of before', () => {
  test('a build that fails, with its log', async () => {
    await setup();
    stage.machine.answers.set('node-gyp.js rebuild', {
      status: 1,
      lines: ['tfjs_backend.cc:1: error: no such thing', 'make: ***'],
    });
    const { log, folder } = stage.machine.parts.places;
    expect(await sentence({ again: true })).toBe(
      `TensorFlow's addon could not be built: see ${log} (tfjs_backend.cc:1: error: no such thing)`,
    );
    expect(readFileSync(log, 'utf8')).toContain('make: ***');
    expect('installation' in installed()).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith('addon-')).length).toBe(1);
  });

  test('a full disk', async () => {
    stage.machine.answers.set('node-gyp.js rebuild', {
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
    stage.machine.answers.set('tensorflowTest.js', { status: 1, lines: [cannot] });
    expect(await sentence()).toBe(
      'TensorFlow is there and does not work: it needs libcudart.so.12, which is not on this machine',
    );
    stage.machine.answers.set('tensorflowTest.js', { status: 0, output: 'nonsense' });
    expect(await sentence()).toMatch(/^TensorFlow is there and does not work: see .*setup\.log/);
    expect(readdirSync(stage.machine.parts.places.folder)).toEqual(['setup.log']);
  });

  test('cancelling, at any stage', async () => {
    for (const at of ['build', 'test'] as const) {
      const controller = new AbortController();
      const onStage = (stage: Stage) => stage === at && controller.abort(new Error('enough'));
      await expect(setup({}, { signal: controller.signal, onStage })).rejects.toThrow('enough');
      expect(readdirSync(stage.machine.parts.places.folder)).toEqual(['setup.log']);
    }
    expect((await setup()).already).toBe(false);
  });

  test('two at once: the second is told of the first', async () => {
    const { folder } = stage.machine.parts.places;
    mkdirSync(folder);
    const lock = await lockRun(folder);
    expect(await sentence()).toMatch(/^another Signalbox \(process \d+\) is setting up TensorFlow/);
    await lock.release();
    expect((await setup()).already).toBe(false);
  });

  test('a folder that cannot be made', async () => {
    writeFileSync(stage.machine.parts.places.folder, 'a file');
    expect(await sentence()).toMatch(/^could not create .*home/);
  });
});

const python = process.env.SIGNALBOX_TEST_TENSORFLOW_PYTHON;

// Skipped where SIGNALBOX_TEST_TENSORFLOW_PYTHON names no Python that has TensorFlow; `npm test` sees to one.
test.skipIf(!python)(
  'against a real wheel it is built, loaded and computes',
  { timeout: 180_000 },
  async () => {
    const { places } = stage.machine.parts;
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
