import { afterAll, describe, expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { setKernelFlags } from '../../../host/engine/v8Flags.ts';
import { moduleProgram } from '../../conformance/moduleProgram.ts';
import { type ModuleData, moduleData, runModule } from '../../conformance/moduleRun.ts';
import { modules } from '../../nn/registry.ts';
import { createReferenceDevice } from '../reference/referenceDevice.ts';
import { referenceTarget } from '../reference/referenceTarget.ts';
import type { CpuDeviceOptions } from './device.ts';
import { FEWEST_CHANNELS } from './emit/winograd.ts';
import { cpuTarget } from './target.ts';
import { createCpuDevices } from './testing/cpuDevices.ts';

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

/** What the transforms lose as a share of a result, even where a direct sum has so few terms that it loses less. */
const LEAST = 7e-7;

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
  { channels: 70, outputs: 19, height: 7, width: 10, pad: 1, n: 3 },
  // Sums that do not fit a core's cache, and that do not even in pairs of lines.
  { channels: 67, outputs: 70, height: 5, width: 9, pad: 1, n: 3 },
  { channels: 130, outputs: 83, height: 6, width: 5, pad: 1, n: 2 },
  // More patches in a row than are turned at a time.
  { channels: 5, outputs: 18, height: 7, width: 57, pad: 1, n: 2 },
];

const { deviceOf, dispose } = createCpuDevices(createBuiltPlatform());
afterAll(dispose);

function build({ channels, outputs, height, width, pad }: Case, target = cpuTarget) {
  const definition = modules.get('SpatialConvolution');
  if (!definition) throw new Error('there is no SpatialConvolution');
  const params = { nOutputPlane: outputs, padW: pad };
  return moduleProgram(definition, { params, inputs: [[channels, height, width]] }, target, 3);
}

/** `count` planes from `first` on, of `planes` in each of the images (or filters) that there are. */
function slice(numbers: Float64Array, images: number, planes: number, first: number, count: number) {
  const plane = numbers.length / (images * planes);
  return Float64Array.from({ length: images * count * plane }, (_, i) => {
    const image = Math.floor(i / (count * plane));
    return numbers[(image * planes + first) * plane + (i % (count * plane))];
  });
}

/** A result of the direct kernel, some planes at a time: too few channels for any other. */
async function directly(name: string, one: Case, data: ModuleData): Promise<Float64Array[]> {
  const { channels, outputs, n } = one;
  const device = await deviceOf({ threads: 2 });
  const [weight, bias] = data.parameters;
  const parts: Float64Array[] = [];
  const forward = name.endsWith('output');
  const planes = forward ? outputs : channels;
  for (let first = 0; first < planes; first += FEWEST_CHANNELS - 1) {
    const count = Math.min(FEWEST_CHANNELS - 1, planes - first);
    const part = forward ? { ...one, outputs: count } : { ...one, channels: count };
    const some: ModuleData = forward
      ? {
          ...data,
          outputGradient: slice(data.outputGradient, n, outputs, first, count),
          parameters: [slice(weight, 1, outputs, first, count), slice(bias, 1, outputs, first, count)],
        }
      : {
          ...data,
          inputs: [slice(data.inputs[0], n, channels, first, count)],
          parameters: [slice(weight, outputs, channels, first, count), bias],
        };
    parts.push((await runModule(device, build(part), some, n)).get(name) as Float64Array);
  }
  return parts;
}

/** Root of the mean square of the differences. */
function error(found: Float64Array | undefined, expected: Float64Array): number {
  if (found?.length !== expected.length) throw new Error('what was found has another length');
  const squares = found.reduce((sum, value, i) => sum + (value - expected[i]) ** 2, 0);
  return Math.sqrt(squares / expected.length);
}

const results = ['output', 'gradient of input', 'gradient of module1.weight', 'evaluate output'];

describe.each(cases)('$channels to $outputs channels, $height x $width, pad $pad, $n images', (one) => {
  const { channels, outputs, n } = one;
  const data = moduleData(build(one, referenceTarget), n, 41);
  const run = async (options: CpuDeviceOptions) => runModule(await deviceOf(options), build(one), data, n);

  test('errs about as a direct convolution does: at most three times as much', async () => {
    const expected = await runModule(createReferenceDevice(), build(one, referenceTarget), data, n);
    const found = await run({ threads: 2 });
    for (const name of results) {
      const numbers = expected.get(name) as Float64Array;
      const planes = name.endsWith('output') ? outputs : channels;
      const images = name.endsWith('weight') ? outputs : n;
      let first = 0;
      let squares = 0;
      for (const part of await directly(name, one, data)) {
        const count = (part.length * planes) / numbers.length;
        squares += error(part, slice(numbers, images, planes, first, count)) ** 2 * count;
        first += count;
      }
      const direct = Math.sqrt(squares / planes);
      const most = Math.max(3 * direct, LEAST * error(new Float64Array(numbers.length), numbers));
      expect(error(found.get(name), numbers), name).toBeLessThan(most);
    }
  });

  test('gives the same bits in tiles of 8 and of 16 columns, by one thread and by three', async () => {
    const expected = await run({ threads: 1, kernel: 'relaxed-8' });
    const found = await run({ threads: 3, kernel: 'relaxed-16' });
    for (const name of results) expect(found.get(name), name).toEqual(expected.get(name));
  });
});
