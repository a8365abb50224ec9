import { expect, onTestFinished, test, vi } from 'vitest';
import { kernelNames } from '../src/engine/devices/cpu/choose.ts';
import { readOptions } from './options.mjs';

test('what is not said is the tutorial network in training, on its own', () => {
  expect(readOptions(['--threads', '3'])).toEqual({
    graph: 'vgg-small',
    device: 'cpu',
    peers: ['pytorch'],
    peerDevice: 'cpu',
    tf32: false,
    pythons: ['python3', '/usr/bin/python3'],
    batch: 32,
    pairs: 5,
    steps: 30,
    threads: 3,
    kernel: null,
    evaluate: false,
    busy: 0,
    input: false,
    json: false,
  });
});

test('what is said is taken', () => {
  const given = ['--evaluate', '--busy', '2', '--kernel', 'relaxed-8', '--batch', '128', '--peer', 'pytorch'];
  expect(readOptions(given)).toMatchObject({ evaluate: true, busy: 2, kernel: 'relaxed-8', steps: 10 });
});

test('PyTorch can be on a GPU, in TF32 as well', () => {
  const given = ['--device', 'webgpu', '--peer-device', 'cuda', '--tf32', '--batch', '512', '--steps', '200'];
  expect(readOptions(given)).toMatchObject({ device: 'webgpu', peerDevice: 'cuda', tf32: true, steps: 200 });
});

test.each([
  [['--busy=-1'], '--busy is -1, expected a whole number of at least 0'],
  [['--pairs', '4'], '--pairs is 4, expected a whole number of at least 5'],
  [['--kernel', 'wide'], `--kernel is wide, expected one of ${kernelNames.join(', ')}`],
  [
    ['--kernel', 'simd-8', '--device', 'tensorflow'],
    '--kernel is simd-8, a build for the device cpu, expected no --device tensorflow beside it',
  ],
  [
    ['--evaluate', '--peer', 'tfjs-layers'],
    '--peer is tfjs-layers, which is timed in training alone, expected no --evaluate beside it',
  ],
  [['--tf32'], '--tf32 is a mode of GPUs, expected --peer-device cuda beside it'],
  [
    ['--peer-device', 'cuda', '--peer', 'tfjs-layers'],
    "--peer-device is cuda, which is PyTorch's, expected --peer pytorch beside it",
  ],
])('%s ends the program with a sentence', (args, sentence) => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const ended = vi.spyOn(process, 'exit').mockImplementation(() => {
    throw new Error('ended');
  });
  onTestFinished(() => {
    said.mockRestore();
    ended.mockRestore();
  });
  expect(() => readOptions(args)).toThrow('ended');
  expect(said).toHaveBeenCalledExactlyOnceWith(sentence);
  expect(ended).toHaveBeenCalledWith(1);
});
