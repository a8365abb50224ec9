import { expect, test } from 'vitest';
import { gpuSwitches } from './gpuSwitches.ts';

const names = (platform: string) => gpuSwitches(platform, '').map(([name]) => name);

test('everywhere the faster GPU is asked for, and on Linux WebGPU and Vulkan are switched on as well', () => {
  expect(names('win32')).toEqual(['force_high_performance_gpu', 'use-webgpu-power-preference']);
  expect(names('linux')).toEqual([...names('darwin'), 'enable-unsafe-webgpu', 'enable-features']);
});

test('features that a person enabled stay enabled', () => {
  expect(gpuSwitches('linux', 'A,B')).toContainEqual(['enable-features', 'A,B,Vulkan']);
  expect(gpuSwitches('linux', '')).toContainEqual(['enable-features', 'Vulkan']);
});

test('no flag of V8 is set, which would hold for the page that shows content too', () => {
  expect(names('linux')).not.toContain('js-flags');
});
