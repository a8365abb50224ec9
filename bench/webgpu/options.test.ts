import { expect, onTestFinished, test, vi } from 'vitest';
import { readOptions } from './options.mjs';

test('what is not said is both peers, in software, on a small batch', () => {
  expect(readOptions(['--peers', 'folder'])).toEqual({
    peers: ['tfjs-webgpu', 'jax-js'],
    folder: 'folder',
    adapter: 'swiftshader',
    device: 'webgpu',
    batch: 4,
    pairs: 3,
    steps: 3,
    install: false,
    once: false,
    json: false,
  });
});

test('what is said is taken', () => {
  const given = ['--peer', 'jax-js', '--peer', 'jax-js', '--adapter', 'system', '--batch', '32', '--install'];
  expect(readOptions(given)).toMatchObject({
    peers: ['jax-js'],
    adapter: 'system',
    batch: 32,
    install: true,
  });
});

test.each([
  [['--batch', '1'], '--batch is 1, expected a whole number of at least 2'],
  [['--peer', 'tfjs'], '--peer is tfjs, expected one of tfjs-webgpu, jax-js'],
  [['--adapter', 'gpu'], '--adapter is gpu, expected one of swiftshader, system'],
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
