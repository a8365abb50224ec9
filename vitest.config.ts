import { defineConfig } from 'vitest/config';

/** Tests that compute on a GPU, or on one in software, whose shaders take their time to compile. */
const onGpu = [
  'src/engine/devices/webgpu/**/*.test.ts',
  'src/host/runs/gpuFaults.test.ts',
  'bench/kernelCounts/**/*.test.ts',
];

export default defineConfig({
  test: {
    allowOnly: false,
    projects: [
      {
        test: {
          name: 'main',
          include: ['src/**/*.test.{ts,tsx}', 'bin/**/*.test.ts', 'tools/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: onGpu,
          testTimeout: 10_000,
          hookTimeout: 10_000,
        },
      },
      { test: { name: 'webgpu', include: onGpu, testTimeout: 60_000, hookTimeout: 60_000 } },
    ],
  },
});
