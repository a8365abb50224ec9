import { expect, test } from 'vitest';
import { compile } from '../../engine/compiler/compile.ts';
import type { Program } from '../../engine/compiler/program.ts';
import { cpuTarget } from '../../engine/devices/cpu/target.ts';
import { createReferenceDevice } from '../../engine/devices/reference/referenceDevice.ts';
import { chain, graphOf, numbers, tensorsOf, wire } from '../../engine/interchange/testSupport.ts';
import { resolveTraining } from '../../engine/training/settings.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { featureCount, featureProgram, nearest, normaliseEach } from './features.ts';

const IMAGES = 3;

function compiled(document: GraphDocument): Program {
  const graph = graphOf(document);
  const { training } = resolveTraining(document.training, graph);
  if (!training) throw new Error('the training settings are at fault');
  return compile(graph, training, { capacity: IMAGES, target: cpuTarget }).program;
}

/** What a program evaluates to, with numbers for its tensors as `whole` has them. */
async function output(program: Program, whole: GraphDocument): Promise<Float64Array> {
  const tensors = tensorsOf(graphOf(whole));
  const executable = await createReferenceDevice().compile(program);
  for (const { name, value } of [...program.parameters, ...program.statistics]) {
    const tensor = tensors.get(name);
    if (tensor) await executable.write(value, tensor.data);
  }
  await executable.write(program.input, numbers(IMAGES * 3 * 6 * 6, 2));
  await executable.write(program.labels, new Int32Array(IMAGES));
  await executable.run('evaluate', IMAGES, { seed: 1, epoch: 0, step: 0 });
  const scores = new Float64Array(IMAGES * featureCount(program));
  await executable.read(program.scores.evaluate, IMAGES, scores);
  return scores;
}

const trunk = {
  input: ['Input', { size: [3, 6, 6] }],
  conv: ['SpatialConvolution', { nOutputPlane: 3 }],
  relu: ['ReLU', {}],
  view: ['View', { size: [-1] }],
  hidden: ['Linear', { outputSize: 5 }],
  bn: ['BatchNormalization', {}],
  act: ['ReLU', {}],
  drop: ['Dropout', { p: 0.3 }],
} as const;

test('features are what the last Linear takes, whatever comes before and after it', async () => {
  const whole = chain({ ...trunk, last: ['Linear', { outputSize: 4 }], log: ['LogSoftMax', {}] });
  const features = featureProgram(compiled(whole), graphOf(whole));
  expect(featureCount(features)).toBe(5);
  const wanted = await output(compiled(chain(trunk)), whole);
  expect(Math.max(...wanted)).toBeGreaterThan(0);
  expect(await output(features, whole)).toEqual(wanted);
});

test('of two branches the last Linear in the order counts', async () => {
  const start = chain({ input: ['Input', { size: [3, 6, 6] }], view: ['View', { size: [-1] }] });
  const whole: GraphDocument = {
    ...start,
    nodes: [
      ...start.nodes,
      { id: 'one', type: 'Linear', params: { outputSize: 3 } },
      { id: 'two', type: 'Linear', params: { outputSize: 4 } },
      { id: 'join', type: 'JoinTable', params: { N: 2 } },
      { id: 'last', type: 'Linear', params: { outputSize: 6 } },
    ],
    wires: [
      ...start.wires,
      wire('view', 'one'),
      wire('view', 'two'),
      wire('one', 'join', 'input1'),
      wire('two', 'join', 'input2'),
      wire('join', 'last'),
    ],
  };
  expect(featureCount(featureProgram(compiled(whole), graphOf(whole)))).toBe(7);
});

test('without a Linear the last convolution counts, and without any weight the scores', async () => {
  const convolutions = chain({
    input: ['Input', { size: [3, 6, 6] }],
    conv: ['SpatialConvolution', { nOutputPlane: 3, kW: 3, kH: 3 }],
    end: ['SpatialConvolution', { nOutputPlane: 4, kW: 4, kH: 4 }],
    flat: ['View', { size: [-1] }],
  });
  expect(featureCount(featureProgram(compiled(convolutions), graphOf(convolutions)))).toBe(3 * 4 * 4);
  const plain = chain({ input: ['Input', { size: [3, 6, 6] }], view: ['View', { size: [-1] }] });
  expect(featureCount(featureProgram(compiled(plain), graphOf(plain)))).toBe(108);
});

test('a network whose only Linear takes the picture itself compares pictures', async () => {
  const whole = chain({
    input: ['Input', { size: [3, 6, 6] }],
    view: ['View', { size: [-1] }],
    only: ['Linear', { outputSize: 3 }],
  });
  const features = await output(featureProgram(compiled(whole), graphOf(whole)), whole);
  expect(features).toEqual(Float64Array.from(numbers(IMAGES * 108, 2)));
});

test('the nearest are those of the largest cosine, whatever their length; a zero vector is near nothing', () => {
  const vectors = Float32Array.of(30, 40, -3, -4, 0, 0, 8, 6, 0.06, 0.08);
  normaliseEach(vectors, 2);
  const wanted = Float32Array.of(3, 4);
  normaliseEach(wanted, 2);
  const found = nearest(vectors, wanted, 4);
  expect(found.map(({ place }) => place)).toEqual([0, 4, 3, 2]);
  expect(found[2].similarity).toBeCloseTo(0.96, 6);
  expect(found[3].similarity).toBe(0);
  expect(nearest(vectors, wanted, 9)).toHaveLength(5);
});
