import { afterAll, describe, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { whyNoGpu } from '../../../host/engine/testing/whyNoGpu.ts';
import { describeConformance } from '../../conformance/describeConformance.ts';
import { createWebGpuDevice } from './device.ts';
import { webgpuTarget } from './target.ts';

const missing = await whyNoGpu();

describeConformance({ describe: describe.skipIf(missing !== null), test, afterAll }, 'webgpu', {
  createDevice: () => createWebGpuDevice(createBuiltPlatform()),
  target: webgpuTarget,
});
