import { expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { type ReferenceKernels, referenceKernels } from '../reference/kernels.ts';
import { createReferenceDevice } from '../reference/referenceDevice.ts';
import { referenceTarget } from '../reference/referenceTarget.ts';
import { wideTest } from './selfTest.ts';

const platform = createBuiltPlatform();

test('a device that computes as the processor does passes', async () => {
  expect(await wideTest(createReferenceDevice(), referenceTarget, platform)).toBe(null);
});

test.each([
  ['the first of many planes', 0],
  ['the last of many planes', 71],
])('a convolution that leaves out %s is seen', async (_, plane) => {
  const { convolution } = referenceKernels;
  const holed: ReferenceKernels['convolution'] = (call) => {
    convolution(call);
    const [y] = call.outputs;
    const [planes, height, width] = y.shape;
    if (planes !== 72) return;
    for (let image = 0; image < call.n; image++) {
      const first = (image * planes + plane) * height * width;
      y.data.fill(0, first, first + height * width);
    }
  };
  const device = createReferenceDevice({ kernels: { ...referenceKernels, convolution: holed } });
  expect(await wideTest(device, referenceTarget, platform)).toMatch(
    /^its results are wrong: after one training step .+ is off by [\d.]+ %, expected at most 2 %$/,
  );
});
