import { describe, expect, test } from 'vitest';
import type { ReferenceKernel, Tensor } from '../devices/reference/kernel.ts';
import { type ReferenceKernels, referenceKernels } from '../devices/reference/kernels.ts';
import { createReferenceDevice } from '../devices/reference/referenceDevice.ts';
import { demandingTarget } from '../devices/reference/referenceTarget.ts';
import { conformanceCases } from './describeConformance.ts';

/** Runs the cases of one group on a reference with other kernels; the sentences of those that fail. */
async function failures(group: string, kernels: Partial<ReferenceKernels>): Promise<string[]> {
  const cases = conformanceCases().filter((one) => one.group.startsWith(group));
  expect(cases.length).toBeGreaterThan(0);
  const device = createReferenceDevice({ memory: 'planned', kernels: { ...referenceKernels, ...kernels } });
  const subject = { device, target: demandingTarget, tolerance: 2e-5 };
  const sentences: string[] = [];
  for (const { run } of cases) {
    await run(subject).catch((error: Error) => sentences.push(error.message));
  }
  return sentences;
}

function scaled(tensor: Tensor, factor: number): void {
  tensor.data.forEach((value, i) => {
    tensor.data[i] = value * factor;
  });
}

/** The same numbers but for a trace that grows from one to the next: of equal ones the last is the largest. */
function rising({ data, shape }: Tensor): Tensor {
  return { data: data.map((value, i) => value + 1e-12 * i), shape };
}

/** A kernel that lets the right one work, then spoils an output. */
function then<K extends keyof ReferenceKernels>(
  name: K,
  spoil: ReferenceKernel<K>,
): Partial<ReferenceKernels> {
  const kernel: ReferenceKernel<K> = (call) => {
    (referenceKernels[name] as ReferenceKernel<K>)(call);
    spoil(call);
  };
  return { [name]: kernel };
}

const { maxPooling, classNll, accumulate, sgd, adam, muon, dropout, averagePooling, concatenate } =
  referenceKernels;

/** Faults that a new device may well have, each with the group of cases that must see it. */
const faults: readonly [string, string, Partial<ReferenceKernels>][] = [
  ['a wrong sign of a gradient', 'Tanh', then('tanhGradient', ({ outputs }) => scaled(outputs[0], -1))],
  [
    'a weight gradient off by one part in 5,000',
    'Linear',
    then('linearWeightGradient', ({ outputs }) => scaled(outputs[0], 1.0002)),
  ],
  [
    'a bias gradient averaged over the batch',
    'SpatialConvolution',
    then('channelSum', ({ outputs, n }) => scaled(outputs[0], 1 / n)),
  ],
  [
    'dropout without its scale',
    'Dropout',
    { dropout: (call) => dropout({ ...call, attributes: { ...call.attributes, scale: 1 } }) },
  ],
  [
    'dropout that forgets the node',
    'Dropout',
    { dropout: (call) => dropout({ ...call, attributes: { ...call.attributes, node: 0 } }) },
  ],
  [
    'a biased running variance',
    'SpatialBatchNormalization',
    then('batchNormalization', ({ inputs, attributes, n }) => {
      const [x, , , , variance] = inputs;
      const count = n * x.shape[1] * x.shape[2];
      if (n > 1) scaled(variance, 1 - attributes.momentum / count);
    }),
  ],
  [
    'an average over padding that should not count',
    'SpatialAveragePooling',
    {
      averagePooling: (call) =>
        averagePooling({ ...call, attributes: { ...call.attributes, countIncludePad: true } }),
    },
  ],
  [
    'the last of equal values in a window',
    'SpatialMaxPooling',
    { maxPooling: (call) => maxPooling({ ...call, inputs: [rising(call.inputs[0])] }) },
  ],
  [
    'a loss divided by the batch, not by its weights',
    'ClassNLLCriterion',
    {
      classNll: (call) => {
        classNll({ ...call, attributes: { ...call.attributes, sizeAverage: false } });
        if (call.attributes.sizeAverage) scaled(call.outputs[0], 1 / call.n);
      },
    },
  ],
  [
    'a target that is not smoothed',
    'CrossEntropyCriterion',
    {
      classNll: (call) => classNll({ ...call, attributes: { ...call.attributes, labelSmoothing: 0 } }),
    },
  ],
  [
    'the last of equal scores counted',
    'ClassNLLCriterion',
    {
      accumulate: (call) =>
        accumulate({ ...call, inputs: [rising(call.inputs[0]), ...call.inputs.slice(1)] }),
    },
  ],
  [
    'a damped first step',
    'sgd',
    {
      sgd: (call) =>
        sgd({
          ...call,
          inputs: [
            ...call.inputs.slice(0, 3),
            { data: Float64Array.of(call.inputs[3].data[0], 0), shape: [2] },
          ],
        }),
    },
  ],
  [
    'a weight decay that is forgotten',
    'adam',
    {
      adam: (call) => adam({ ...call, attributes: { ...call.attributes, weightDecay: 0 } }),
    },
  ],
  [
    'a matrix that does not decay',
    'muon on matrices',
    {
      muon: (call) => muon({ ...call, attributes: { ...call.attributes, weightDecay: 0 } }),
    },
  ],
  [
    'a Newton-Schulz step too many',
    "PyTorch's Muon",
    {
      muon: (call) => muon({ ...call, attributes: { ...call.attributes, steps: call.attributes.steps + 1 } }),
    },
  ],
  [
    'a fused ReLU that is left out',
    'a network: a plain stack',
    {
      batchNormalization: (call) =>
        referenceKernels.batchNormalization({
          ...call,
          attributes: { ...call.attributes, activation: 'none' },
        }),
    },
  ],
  [
    'an output that is left half unwritten',
    'JoinTable',
    {
      concatenate: (call) => concatenate({ ...call, n: call.n - 1 }),
    },
  ],
  [
    "a gradient of PyTorch's that is a little off",
    "PyTorch's Linear",
    then('linearInputGradient', ({ outputs }) => scaled(outputs[0], 1.0001)),
  ],
];

describe('the conformance test sees', () => {
  for (const [fault, group, kernels] of faults) {
    test(fault, async () => {
      expect(await failures(group, {})).toEqual([]);
      const sentences = await failures(group, kernels);
      expect(sentences.length).toBeGreaterThan(0);
      expect(sentences[0]).toMatch(/: number \d+ is .*, expected /);
    });
  }
});
