import { describe, expect, test } from 'vitest';
import { readTemplateDocuments } from '../../../host/documents/testing/readTemplateDocuments.ts';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { setKernelFlags } from '../../../host/engine/v8Flags.ts';
import { whyNoTensorFlow } from '../../../host/tensorflow/testing/whyNoTensorFlow.ts';
import { describeTemplates } from '../../conformance/describeTemplates.ts';
import { createCpuDevice } from '../cpu/device.ts';
import { createTensorFlowDevice } from './device.ts';
import { tensorflowTarget } from './target.ts';

setKernelFlags();

const templates = readTemplateDocuments();

test('there are templates', () => expect(templates.size).toBeGreaterThan(4));

describeTemplates({ describe: describe.skipIf(whyNoTensorFlow() !== null), test }, 'TensorFlow', {
  templates,
  // Several, fewer, and one.
  sizes: [5, 3, 1],
  createDevice: () => createTensorFlowDevice(createBuiltPlatform(), { threads: 2 }),
  createCpu: () => createCpuDevice(createBuiltPlatform(), { threads: 2 }),
  target: tensorflowTarget,
});
