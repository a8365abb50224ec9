import { describe, test } from 'vitest';
import { readTemplateDocuments } from '../../../host/documents/testing/readTemplateDocuments.ts';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { whyNoGpu } from '../../../host/engine/testing/whyNoGpu.ts';
import { setKernelFlags } from '../../../host/engine/v8Flags.ts';
import { describeTemplates } from '../../conformance/describeTemplates.ts';
import { createCpuDevice } from '../cpu/device.ts';
import { createWebGpuDevice } from './device.ts';
import { webgpuTarget } from './target.ts';

setKernelFlags();

const missing = await whyNoGpu();
/** In software the shaders of a template alone take seconds to compile, many more beside other tests. */
const slowTest = (name: string, body: () => Promise<void>) => test(name, body, 240_000);

describeTemplates({ describe: describe.skipIf(missing !== null), test: slowTest }, 'WebGPU', {
  templates: readTemplateDocuments(),
  sizes: [2, 1],
  createDevice: () => createWebGpuDevice(createBuiltPlatform()),
  createCpu: () => createCpuDevice(createBuiltPlatform(), { threads: 1 }),
  target: webgpuTarget,
});
