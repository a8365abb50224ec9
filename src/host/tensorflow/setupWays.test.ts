import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noWheel, setupStage } from './testing/setupStage.ts';

const stage = setupStage();
beforeEach(stage.open);
afterEach(stage.close);
const { setup, sentence, installed } = stage;

describe('an environment of the app', () => {
  beforeEach(() => {
    const own = JSON.parse(String((stage.machine.answers.get('find_spec') as { output: string }).output));
    stage.machine.answers.set('find_spec', { output: noWheel });
    stage.machine.answers.set('environment/bin/python -I', {
      output: JSON.stringify({ ...own, executable: 'own' }),
    });
    stage.machine.answers.set('-m venv', {
      act: (_, args) => mkdirSync(join(String(args.at(-1)), 'bin'), { recursive: true }),
    });
    stage.machine.answers.set('-m pip install', {
      act: () => writeFileSync(join(stage.machine.parts.places.environment, 'bin', 'python'), ''),
    });
  });
  const wanted = { makeEnvironment: true };

  test('is made and TensorFlow downloaded into it; a later time it is known', async () => {
    const made = await setup(wanted);
    expect(made.stages).toEqual(['environment', 'install', 'build', 'test']);
    expect(stage.machine.ran.find((command) => command.includes('pip install'))).toMatch(/ tensorflow-cpu$/);
    expect(made.installation.manifest.python).toBe('own');
    expect((await setup()).already).toBe(true);
  });

  test('each way it fails has its sentence', async () => {
    stage.machine.change({ freeBytes: () => 5e8 });
    expect(await sentence(wanted)).toMatch(
      /^tensorflow-cpu needs 1\.6 GB on the disk of .*, and 0\.5 GB are free/,
    );
    stage.machine.change({ freeBytes: () => null });
    stage.machine.answers.set('-m pip install', {
      status: 1,
      lines: ['ERROR: No matching distribution found for tensorflow-cpu'],
    });
    expect(await sentence(wanted)).toMatch(
      /^pip could not install tensorflow-cpu: there is none for this Python/,
    );
    stage.machine.answers.set('-m pip install', {
      status: 1,
      lines: ['Temporary failure in name resolution'],
    });
    expect(await sentence(wanted)).toMatch(/it reached no package index; is this computer online\?$/);
    stage.machine.answers.set('-m pip install', {
      status: 1,
      lines: ['OSError: [Errno 28] No space left on device'],
    });
    expect(await sentence(wanted)).toMatch(/the disk is full/);
    stage.machine.answers.set('-m venv', { status: 1, lines: ['ensurepip is not available'] });
    expect(await sentence(wanted)).toMatch(/sudo apt-get install python3-venv`$/);
  });

  test('one that was begun and not ended is made anew', async () => {
    stage.machine.answers.set('-m pip install', { status: 1 });
    await sentence(wanted);
    const { environment } = stage.machine.parts.places;
    writeFileSync(join(environment, 'half'), '');
    stage.machine.answers.set('-m pip install', {
      act: () => writeFileSync(join(environment, 'bin', 'python'), ''),
    });
    await setup(wanted);
    expect(existsSync(join(environment, 'half'))).toBe(false);
  });
});

describe("the package's own installer", () => {
  const wanted = { installer: true };

  test('runs in a copy of the package, and node_modules stays as it is', async () => {
    stage.machine.answers.set('install.js gpu download', {
      act: ({ folder = '', environment }) => {
        expect(environment?.NODE_PATH).toBe(join(stage.machine.root, 'node_modules'));
        mkdirSync(join(folder, 'lib', 'napi-v8'), { recursive: true });
        mkdirSync(join(folder, 'deps', 'lib'), { recursive: true });
        writeFileSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'), '');
      },
    });
    stage.machine.answers.set('tensorflowTest.js', { output: '{"tensorflow":"2.9.1","gpu":false}' });
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
    stage.machine.answers.set('install.js gpu download', {
      status: 1,
      lines: ['Error: getaddrinfo ENOTFOUND storage.googleapis.com'],
    });
    expect(await sentence(wanted)).toBe(
      "the package's own installer could not bring TensorFlow 2.9.1: storage.googleapis.com cannot be reached; is this computer online?",
    );
    stage.machine.answers.set('install.js gpu download', { status: 0 });
    expect(await sentence(wanted)).toMatch(/2\.9\.1: see .*setup\.log$/);
    stage.machine.change({ arch: 'arm64' });
    expect(await sentence(wanted)).toMatch(/has nothing for linux-arm64/);
  });
});
