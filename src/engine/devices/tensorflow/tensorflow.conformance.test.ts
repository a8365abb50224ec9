import { afterAll, describe, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { setKernelFlags } from '../../../host/engine/v8Flags.ts';
import { whyNoTensorFlow } from '../../../host/tensorflow/testing/whyNoTensorFlow.ts';
import { describeConformance } from '../../conformance/describeConformance.ts';
import { createTensorFlowDevice } from './device.ts';
import { tensorflowTarget } from './target.ts';

setKernelFlags();

describeConformance({ describe: describe.skipIf(whyNoTensorFlow() !== null), test, afterAll }, 'tensorflow', {
  createDevice: () => createTensorFlowDevice(createBuiltPlatform(), { threads: 2 }),
  target: tensorflowTarget,
});
