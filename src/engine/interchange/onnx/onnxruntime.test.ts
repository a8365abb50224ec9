import { env, InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web';
import { describe, expect, test } from 'vitest';
import type { GraphDocument } from '../../../shared/document.ts';
import { readDocument } from '../../../shared/documentFile.ts';
import { analyse } from '../../graph/analyse.ts';
import { modules } from '../../nn/registry.ts';
import { elements } from '../../nn/shape.ts';
import {
  chain,
  type ExportedCase,
  exportedCase,
  graphOf,
  numbers,
  referenceOutput,
  sampleDocument,
  wire,
} from '../testSupport.ts';
import { readSelfTest } from './selfTest.ts';

env.wasm.numThreads = 1;
env.logLevel = 'error';

/** Largest difference of a float32 runtime from float64, relative to the largest output. */
const TOLERANCE = 3e-6;

async function runtimeOutput(onnx: Uint8Array, input: Float32Array, shape: readonly number[]) {
  const session = await InferenceSession.create(onnx);
  const results = await session.run({ input: new OrtTensor('float32', input, shape) });
  const { data, dims } = results[session.outputNames[0]];
  await session.release();
  return { data: data as Float32Array, dims };
}

/** The largest difference of two outputs, relative to the largest number, at least 1. */
function difference(found: Float32Array, wanted: ArrayLike<number>): number {
  expect(found.length).toBe(wanted.length);
  const largest = Array.from(wanted).reduce((max, value) => Math.max(max, Math.abs(value)), 1);
  return found.reduce((max, value, i) => Math.max(max, Math.abs(value - wanted[i]) / largest), 0);
}

/** How far onnxruntime is from the reference device for n inputs of uneven numbers. */
async function batchDifference({ document, tensors, onnx }: ExportedCase, n: number): Promise<number> {
  const graph = graphOf(document);
  const shape = graph.input.outputShapes[0];
  const input = numbers(n * elements(shape), 11);
  const { data, dims } = await runtimeOutput(onnx, input, [n, ...shape]);
  expect(dims).toEqual([n, ...graph.output.outputShapes[0]]);
  return difference(data, await referenceOutput(document, tensors, input, n));
}

describe('onnxruntime gives what the reference device gives, for one image and for three:', () => {
  const samples = [...modules.values()]
    .filter(({ category }) => category !== 'Input')
    .flatMap((definition) => definition.samples.map((sample, i) => ({ definition, sample, i })))
    .filter(({ sample }) => sample.params.stochasticInference !== true);

  test.each(samples)('$definition.type, sample $i', async ({ definition, sample }) => {
    const one = await exportedCase(sampleDocument(definition, sample));
    expect(await batchDifference(one, 1)).toBeLessThan(TOLERANCE);
    expect(await batchDifference(one, 3)).toBeLessThan(TOLERANCE);
  });

  test('a network that ends in a Dropout, whose input is its output', async () => {
    const document = chain({
      input: ['Input', { size: [5] }],
      scores: ['Linear', { outputSize: 3 }],
      drop: ['Dropout', { p: 0.3 }],
    });
    expect(await batchDifference(await exportedCase(document), 3)).toBeLessThan(TOLERANCE);
  });
});

describe('onnxruntime rounds and divides as Torch does, over all windows:', () => {
  const kinds: [string, Record<string, unknown>][] = [
    ['SpatialMaxPooling', {}],
    ['SpatialAveragePooling', { count_include_pad: true }],
    ['SpatialAveragePooling', { count_include_pad: false }],
  ];
  const cases = kinds.flatMap(([type, params]) => [5, 6, 7, 8].map((rows) => ({ type, params, rows })));

  test.each(cases)('$type $params of $rows rows', async ({ type, params, rows }) => {
    const document = poolings(type, params, {
      size: [1, rows, rows + 2],
      colour: 'grey',
      mean: [0],
      deviation: [1],
    });
    expect(document.nodes.filter((node) => node.type === type).length).toBeGreaterThan(30);
    expect(await batchDifference(await exportedCase(document), 2)).toBeLessThan(TOLERANCE);
  });
});

/** One picture into poolings of many kernels, strides, paddings and roundings, all joined to a vector. */
function poolings(
  type: string,
  params: Record<string, unknown>,
  picture: Record<string, unknown>,
): GraphDocument {
  const windows = [2, 3].flatMap((k) =>
    [1, 2, 3].flatMap((d) =>
      [0, 1, 2, 3].flatMap((pads) =>
        [false, true].map((ceil_mode) => ({
          ...params,
          ...{ kW: k, kH: k + 1, dW: d, dH: 4 - d, padW: pads & 1, padH: pads >> 1, ceil_mode },
        })),
      ),
    ),
  );
  // Torch's rule can leave a last window without a pixel; such a graph is refused, so that there is nothing to compare.
  const pools = windows.filter((window) => {
    const alone = chain({ input: ['Input', picture], pool: [type, window] });
    return analyse(alone, modules).graph !== null;
  });
  const input = { id: 'input', type: 'Input', params: picture };
  const join = { id: 'join', type: 'JoinTable', params: { N: pools.length } };
  const branches = pools.flatMap((window, i) => [
    { id: `pool${i}`, type, params: window },
    { id: `view${i}`, type: 'View', params: {} },
  ]);
  const wires = pools.flatMap((_, i) => [
    wire('input', `pool${i}`),
    wire(`pool${i}`, `view${i}`),
    wire(`view${i}`, 'join', `input${i + 1}`),
  ]);
  return { ...chain({}), nodes: [input, ...branches, join], wires };
}

describe('the self test in the file comes out the same in onnxruntime:', () => {
  const graphs = import.meta.glob<string>(
    '../../../../resources/graphs/{mlp,vgg-small,resnet-tiny,inception-tiny}.json',
    { query: '?raw', import: 'default', eager: true },
  );

  test.each(Object.keys(graphs))('%s', async (path) => {
    const { onnx } = await exportedCase(readDocument(graphs[path], path));
    const { input, output } = readSelfTest(onnx, 'model.onnx');
    const { data, dims } = await runtimeOutput(onnx, input.data, input.shape);
    expect(dims).toEqual(output.shape);
    expect(difference(data, output.data)).toBeLessThan(TOLERANCE);
  });
});
