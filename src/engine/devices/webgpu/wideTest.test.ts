import { afterAll, describe, expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { whyNoGpu } from '../../../host/engine/testing/whyNoGpu.ts';
import type { Device } from '../device.ts';
import { wideTest } from '../selfTest/selfTest.ts';
import { stepProgram } from '../selfTest/step.ts';
import { wideNetwork } from '../selfTest/wideNetwork.ts';
import { kernelsOf } from './bind.ts';
import { createWebGpuDevice } from './device.ts';
import { webgpuTarget } from './target.ts';

const missing = await whyNoGpu();
const platform = createBuiltPlatform();
let made: Promise<Device> | null = null;
afterAll(async () => (await made)?.dispose());

test('the wide network has the kernels that a tiny one has not', () => {
  const { program } = stepProgram(wideNetwork, webgpuTarget);
  const place = (id: number) => ({ address: id * 2 ** 24, bytes: 2 ** 23, shift: 0 });
  const kernels = kernelsOf(program, 'step', place).flat();
  const labels = kernels.map(({ label }) => label);
  for (const wanted of [
    'convolution',
    'convolution weight gradient sum',
    'linear sum',
    'winograd product',
    'winograd gradient product',
  ])
    expect(labels).toContain(wanted);
});

describe.skipIf(missing !== null)('the wide test', () => {
  test('is passed by this device', async () => {
    made ??= createWebGpuDevice(platform);
    expect(await wideTest(await made, webgpuTarget, platform)).toBe(null);
  });
});
