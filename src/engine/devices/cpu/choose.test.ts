import { expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { setKernelFlags } from '../../../host/engine/v8Flags.ts';
import type { Platform } from '../../platform.ts';
import { chooseKernels } from './choose.ts';

setKernelFlags();
const platform = createBuiltPlatform();

test('a build with relaxed SIMD is chosen where the runtime has it, and its speed told', async () => {
  const { name, gflops } = await chooseKernels(platform);
  expect(name).toMatch(/^relaxed-(8|16)$/);
  expect(gflops).toBeGreaterThan(0.5);
  expect(gflops).toBeLessThan(5000);
});

test('wide kernels that give other bits are passed over however fast they are', async () => {
  let time = 0;
  const wrong: Platform = {
    ...platform,
    wideVectors: true,
    // With this clock all are equally fast, and the first would be kept.
    now: () => (time += 0.7),
    kernels: (name) => platform.kernels(name === 'relaxed-16' ? 'simd-8' : name),
  };
  expect((await chooseKernels(wrong)).name).toBe('relaxed-8');
});

test('plain SIMD serves a runtime that refuses the others', async () => {
  const refused = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 255);
  const old: Platform = {
    ...platform,
    kernels: async (name) => (name.startsWith('relaxed') ? refused : platform.kernels(name)),
  };
  expect((await chooseKernels(old)).name).toBe('simd-8');
});

test('a build that was asked for is taken though another is faster, or refused by its name', async () => {
  expect((await chooseKernels(platform, 'simd-8')).name).toBe('simd-8');
  const none: Platform = { ...platform, kernels: async () => Uint8Array.of(1, 2, 3) };
  await expect(chooseKernels(none, 'relaxed-16')).rejects.toThrow(
    'the kernels relaxed-16 do not run in this runtime, expected others or a newer runtime',
  );
});

test('a runtime without SIMD is told so', async () => {
  const none: Platform = { ...platform, kernels: async () => Uint8Array.of(1, 2, 3) };
  await expect(chooseKernels(none)).rejects.toThrow('this runtime has no WebAssembly SIMD');
});
