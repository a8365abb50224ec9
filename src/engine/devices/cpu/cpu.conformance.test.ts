import { afterAll, describe, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { setKernelFlags } from '../../../host/engine/v8Flags.ts';
import { describeConformance } from '../../conformance/describeConformance.ts';
import { createCpuDevice } from './device.ts';
import { cpuTarget } from './target.ts';

setKernelFlags();

describeConformance({ describe, test, afterAll }, 'cpu, fastest kernels', {
  createDevice: () => createCpuDevice(createBuiltPlatform(), { threads: 2 }),
  target: cpuTarget,
});

describeConformance({ describe, test, afterAll }, 'cpu, plain SIMD', {
  createDevice: () => createCpuDevice(createBuiltPlatform(), { threads: 1, kernel: 'simd-8' }),
  target: cpuTarget,
});
