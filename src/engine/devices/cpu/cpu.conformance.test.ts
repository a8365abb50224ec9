import { afterAll, describe, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { describeConformance } from '../../conformance/describeConformance.ts';
import { createCpuDevice } from './device.ts';
import { cpuTarget } from './target.ts';

describeConformance({ describe, test, afterAll }, 'cpu', {
  createDevice: () => createCpuDevice(createBuiltPlatform(), { threads: 2 }),
  target: cpuTarget,
});
