import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { createCpuDevice } from '../cpu/device.ts';
import { cpuTarget } from '../cpu/target.ts';
import type { Device, Executable } from '../device.ts';
import type { ReferenceKernel, Tensor } from '../reference/kernel.ts';
import { type ReferenceKernels, referenceKernels } from '../reference/kernels.ts';
import { createReferenceDevice } from '../reference/referenceDevice.ts';
import { demandingTarget, referenceTarget } from '../reference/referenceTarget.ts';
import { expectedNumbers } from './expectedNumbers.ts';
import { selfTest } from './selfTest.ts';
import { stepProgram } from './step.ts';
import { tinyNetwork } from './tinyNetwork.ts';

/** The float64 device with some kernels changed. */
function changed(kernels: Partial<ReferenceKernels>): Device {
  return createReferenceDevice({ kernels: { ...referenceKernels, ...kernels } });
}

/** Every kernel, seen through something that is done to what goes in and to what comes out. */
function through(
  spoil: (tensors: readonly Tensor[], name: string) => readonly Tensor[],
  names = Object.keys(referenceKernels),
): Partial<ReferenceKernels> {
  const entries = names.map((name) => {
    const kernel = referenceKernels[name as keyof ReferenceKernels] as ReferenceKernel<never>;
    const other: ReferenceKernel<never> = (call) => kernel({ ...call, inputs: spoil(call.inputs, name) });
    return [name, other];
  });
  return Object.fromEntries(entries);
}

/** A kernel that lets the right one work, then makes its first output a tenth larger. */
function tenthLarger(name: keyof ReferenceKernels): Partial<ReferenceKernels> {
  const kernel: ReferenceKernel<never> = (call) => {
    (referenceKernels[name] as ReferenceKernel<never>)(call);
    const { data } = call.outputs[0] ?? call.inputs[0];
    for (let i = 0; i < data.length; i++) data[i] *= 1.1;
  };
  return { [name]: kernel };
}

/** Numbers with so many bits after the point, as TF32 (10) and bfloat16 (7) have them. */
function rounded(numbers: Float64Array, bits: number): Float64Array {
  return numbers.map((number) => {
    if (number === 0) return 0;
    const unit = 2 ** (Math.floor(Math.log2(Math.abs(number))) - bits);
    return Math.round(number / unit) * unit;
  });
}

const { program } = stepProgram(tinyNetwork, referenceTarget);
const operations = [...new Set(program.step.map(({ name }) => name))];

test('the stored numbers are what the float64 device makes today (node tools/self-test.mjs writes them)', async () => {
  const stored = readFileSync(new URL('goldens/tinyStep.json', import.meta.url), 'utf8');
  expect(stored).toBe(await expectedNumbers());
});

test('devices that compute rightly pass, whatever is fused and however many threads there are', async () => {
  expect(await selfTest(createReferenceDevice(), demandingTarget)).toBe(null);
  for (const threads of [1, 2]) {
    const device = await createCpuDevice(createBuiltPlatform(), { threads });
    onTestFinished(() => device.dispose());
    expect(await selfTest(device, cpuTarget)).toBe(null);
  }
});

test('products of TF32 pass', async () => {
  const products = operations.filter((name) => /^(convolution|linear)/.test(name));
  expect(products.length).toBeGreaterThan(3);
  const short = through((tensors) => tensors.map((t) => ({ ...t, data: rounded(t.data, 10) })), products);
  expect(await selfTest(changed(short), referenceTarget)).toBe(null);
});

test.each(operations.filter((name) => name !== 'reshape'))(
  'a %s that is a tenth off is seen',
  async (name) => {
    const said = await selfTest(changed(tenthLarger(name)), referenceTarget);
    expect(said).toMatch(
      /^its results are wrong: after one tiny training step .+ is off by [\d.]+ %, expected at most 2 %$/,
    );
  },
);

test('the sentence names what is wrong first', async () => {
  const said = (kernels: Partial<ReferenceKernels>) => selfTest(changed(kernels), referenceTarget);
  expect(await said(tenthLarger('linear'))).toContain('step the scores');
  expect(await said(tenthLarger('convolutionWeightGradient'))).toContain('step conv1.weight is off by');
  const { dropout } = referenceKernels;
  const otherNode: ReferenceKernels['dropout'] = (call) =>
    dropout({ ...call, attributes: { ...call.attributes, node: 0 } });
  expect(await said({ dropout: otherNode })).toContain('step the scores');
});

test('numbers that are none, or are left out, are seen', async () => {
  const { linear } = referenceKernels;
  const holed: ReferenceKernels['linear'] = (call) => {
    linear(call);
    call.outputs[0].data[5] = Number.NaN;
  };
  expect(await selfTest(changed({ linear: holed }), referenceTarget)).toMatch(/the scores is no numbers/);
});

test('a device that throws is told of in its own words', async () => {
  const device: Device = {
    ...createReferenceDevice(),
    compile: async (given) => {
      const executable: Executable = await createReferenceDevice().compile(given);
      const run = () => {
        throw new Error('the shader convolution could not be compiled\nat line 3');
      };
      return { ...executable, run };
    },
  };
  expect(await selfTest(device, referenceTarget)).toBe(
    'its self-test failed: the shader convolution could not be compiled',
  );
});
