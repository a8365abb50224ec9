import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TensorflowState } from '../../shared/api/tensorflow.ts';
import { createTestClock } from '../gtsrb/testing/testClock.ts';
import { createGetTensorflow, type GetTensorflow } from './getTensorflow.ts';
import { createTensorflowService } from './tensorflowService.ts';
import { type FakeMachine, fakeMachine } from './testing/fakeMachine.ts';

let machine: FakeMachine;
let told: TensorflowState[];
let ready: number;
let get: GetTensorflow;

beforeEach(() => {
  machine = fakeMachine();
  told = [];
  ready = 0;
  get = make();
});
afterEach(() => machine.remove());

function make(): GetTensorflow {
  return createGetTensorflow({
    parts: machine.parts,
    onState: (state) => told.push(state),
    onReady: () => ready++,
    clock: createTestClock(),
  });
}

const noWheel = JSON.stringify({ executable: '/usr/bin/python3', version: '3.12.4', tensorflow: null });

async function settled(): Promise<TensorflowState> {
  while (get.state().state === 'working') await new Promise((done) => setTimeout(done, 5));
  return get.state();
}

test('nothing is looked at before it is asked for', () => {
  expect(get.state()).toMatchObject({ state: 'absent', plan: null, sentence: null, result: null });
  expect(machine.ran).toEqual([]);
});

test('looking says what would be done and what that costs, and changes nothing', async () => {
  const found = await get.control('look');
  expect(found).toMatchObject({ state: 'absent', plan: { source: null, downloadBytes: 0 } });
  expect(found.plan?.sentence).toMatch(
    /^TensorFlow 2\.21\.0 \(for the processor\) is in .*nothing is downloaded\.$/,
  );
  machine.answers.set('find_spec', { output: noWheel });
  machine.seen.add('/dev/nvidiactl');
  const other = await get.control('look');
  expect(other.plan?.sentence).toMatch(
    /^Python 3\.12\.4 has no TensorFlow\. .*pip downloads tensorflow\[and-cuda\]/,
  );
  expect(other.plan).toMatchObject({ source: 'the Python package index (pypi.org)', downloadBytes: 3.4e9 });
  expect(machine.ran.some((command) => /venv|pip|rebuild/.test(command))).toBe(false);
});

test('what is missing is told before anything is started; looking again forgets it', async () => {
  machine.answers.set('g++ --version', 'missing');
  expect(await get.control('look')).toMatchObject({ state: 'impossible', plan: null });
  expect(get.state().sentence).toMatch(/g\+\+ cannot be run/);
  machine.answers.set('g++ --version', {});
  expect(await get.control('look')).toMatchObject({ state: 'absent', sentence: null });
});

test('on Windows and macOS it says what to use there', async () => {
  machine.change({ platform: 'darwin', arch: 'arm64' });
  get = make();
  expect((await get.control('look')).sentence).toMatch(/WebGPU, .* comes with a later version of Signalbox$/);
});

test('it is set up, and devices are asked for anew; another start of the program finds it', async () => {
  await get.control('look');
  expect((await get.control('start')).state).toBe('working');
  expect(await settled()).toMatchObject({
    state: 'ready',
    result: { version: '2.21.0', device: 'cpu', note: null },
  });
  expect(ready).toBe(1);
  expect(make().state()).toMatchObject({ state: 'ready', result: { version: '2.21.0', device: null } });
});

test('a failure has its sentence, and can be looked at again', async () => {
  machine.answers.set('node-gyp.js rebuild', { status: 1 });
  await get.control('start');
  expect(await settled()).toMatchObject({ state: 'failed', result: null });
  expect(get.state().sentence).toMatch(/could not be built: see/);
  expect((await get.control('look')).state).toBe('absent');
});

test('cancelling takes effect before it is answered, and is no failure', async () => {
  machine.answers.set('node-gyp.js rebuild', {
    act: () => void get.control('cancel'),
  });
  await get.control('start');
  expect(await settled()).toMatchObject({ state: 'absent', sentence: null });
  await get.control('start');
  expect((await get.control('cancel')).state).toBe('absent');
  await get.close();
});

test('the service answers by it, and tells all pages', async () => {
  const { handlers, close } = createTensorflowService({ homeFolder: machine.root, broadcast: () => {} }, get);
  const page = { send: () => {}, onClose: () => {} };
  expect(await handlers.tensorflow({}, page)).toEqual(get.state());
  expect(await handlers.controlTensorflow({ action: 'look' }, page)).toMatchObject({ state: 'absent' });
  expect(told.at(-1)?.plan?.source ?? null).toBe(null);
  await close();
});

test('a damaged installation counts as none', () => {
  const { manifest } = machine.parts.places;
  mkdirSync(dirname(manifest), { recursive: true, mode: 0o700 });
  writeFileSync(join(manifest), '{');
  expect(get.state().state).toBe('absent');
});
