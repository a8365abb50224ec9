import { afterAll, describe, expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { setKernelFlags } from '../../../host/engine/v8Flags.ts';
import { moduleProgram } from '../../conformance/moduleProgram.ts';
import { type ModuleData, moduleData, runModule } from '../../conformance/moduleRun.ts';
import { modules } from '../../nn/registry.ts';
import { createReferenceDevice } from '../reference/referenceDevice.ts';
import { referenceTarget } from '../reference/referenceTarget.ts';
import { type CpuDeviceOptions, createCpuDevice } from './device.ts';
import { cpuTarget } from './target.ts';

setKernelFlags();

/** A convolution of 3x3 with stride 1. */
interface Case {
  readonly channels: number;
  readonly outputs: number;
  readonly height: number;
  readonly width: number;
  readonly pad: number;
  readonly n: number;
}

/** Pictures whose last patches hang over the edge, and channels that fill no tile. */
const cases: readonly Case[] = [
  { channels: 19, outputs: 37, height: 17, width: 13, pad: 0, n: 3 },
  { channels: 37, outputs: 64, height: 17, width: 13, pad: 1, n: 1 },
  { channels: 64, outputs: 19, height: 17, width: 13, pad: 2, n: 1 },
  { channels: 37, outputs: 19, height: 5, width: 4, pad: 1, n: 3 },
  { channels: 19, outputs: 64, height: 5, width: 4, pad: 2, n: 3 },
  { channels: 64, outputs: 37, height: 4, width: 4, pad: 1, n: 3 },
  { channels: 19, outputs: 19, height: 4, width: 4, pad: 2, n: 1 },
  { channels: 19, outputs: 16, height: 6, width: 33, pad: 0, n: 3 },
  { channels: 16, outputs: 37, height: 33, width: 6, pad: 1, n: 1 },
  { channels: 37, outputs: 64, height: 33, width: 6, pad: 2, n: 3 },
];

const platform = createBuiltPlatform();
const devices = new Map<string, ReturnType<typeof createCpuDevice>>();

function deviceOf(options: CpuDeviceOptions): ReturnType<typeof createCpuDevice> {
  const name = JSON.stringify(options);
  const device = devices.get(name) ?? createCpuDevice(platform, options);
  devices.set(name, device);
  return device;
}

afterAll(async () => {
  for (const device of devices.values()) (await device).dispose();
});

function build({ channels, outputs, height, width, pad }: Case, size: number, target = cpuTarget) {
  const definition = modules.get('SpatialConvolution');
  if (!definition) throw new Error('there is no SpatialConvolution');
  const params = { nOutputPlane: outputs, kW: size, kH: size, padW: pad + (size - 3) / 2 };
  return moduleProgram(definition, { params, inputs: [[channels, height, width]] }, target, 3);
}

/** The same filters with a border of zeros, which no kernel but the direct one takes. */
function framed(data: ModuleData, { channels, outputs }: Case): ModuleData {
  const [weight, bias] = data.parameters;
  const wide = new Float64Array(outputs * channels * 25);
  for (let filter = 0; filter < outputs * channels; filter++) {
    for (let tap = 0; tap < 9; tap++) {
      wide[filter * 25 + (Math.floor(tap / 3) + 1) * 5 + (tap % 3) + 1] = weight[filter * 9 + tap];
    }
  }
  return { ...data, parameters: [wide, bias] };
}

/** Root of the mean square of the differences, as a share of that of the expected numbers. */
function error(found: Float64Array | undefined, expected: Float64Array): number {
  if (found?.length !== expected.length) throw new Error('what was found has another length');
  const squares = found.reduce((sum, value, i) => sum + (value - expected[i]) ** 2, 0);
  return Math.sqrt(squares / expected.reduce((sum, value) => sum + value ** 2, 0));
}

const results = ['output', 'gradient of input', 'evaluate output'] as const;

describe.each(cases)('$channels to $outputs channels, $height x $width, pad $pad, $n images', (one) => {
  const data = moduleData(build(one, 3, referenceTarget), one.n, 41);
  const run = async (options: CpuDeviceOptions) =>
    runModule(await deviceOf(options), build(one, 3), data, one.n);

  test('errs at most three times as much as a direct convolution', async () => {
    const expected = await runModule(createReferenceDevice(), build(one, 3, referenceTarget), data, one.n);
    const direct = await runModule(await deviceOf({ threads: 2 }), build(one, 5), framed(data, one), one.n);
    const found = await run({ threads: 2 });
    for (const name of results) {
      const numbers = expected.get(name) as Float64Array;
      const least = error(direct.get(name), numbers);
      if (process.env.SHOW) console.log(name, least, error(found.get(name), numbers) / least);
      expect(error(found.get(name), numbers), name).toBeLessThan(3 * least);
    }
  });

  test('gives the same bits in tiles of 8 and of 16 columns, by one thread and by three', async () => {
    const expected = await run({ threads: 1, kernel: 'relaxed-8' });
    const found = await run({ threads: 3, kernel: 'relaxed-16' });
    for (const name of results) expect(found.get(name), name).toEqual(expected.get(name));
  });
});
