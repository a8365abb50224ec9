import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { LoadedModel } from '../../engine/devices/tensorflow/runtime.ts';
import { exportSignatures } from '../../engine/interchange/savedModel/exportedSignatures.ts';
import { exportSavedModel } from '../../engine/interchange/savedModel/exportSavedModel.ts';
import {
  chain,
  exportOptions,
  graphOf,
  numbers,
  referenceOutput,
  sampleDocument,
  tensorsOf,
} from '../../engine/interchange/testSupport.ts';
import { modules } from '../../engine/nn/registry.ts';
import { elements } from '../../engine/nn/shape.ts';
import { predictions } from '../../engine/training/metrics.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { readDocument } from '../../shared/documentFile.ts';
import { imageInput, requireModel } from '../model.ts';
import { preparedBatches } from '../models/preparedBatches.ts';
import { openTensorFlow } from './openTensorFlow.ts';
import { pixelsOf, unevenPictures } from './testing/pictures.ts';
import { whyNoTensorFlow } from './testing/whyNoTensorFlow.ts';

const isSetUp = whyNoTensorFlow() === null;
/** Of float32 in another order of sums, relative to the largest output. */
const TOLERANCE = 1e-4;

const graphs = 'resources/graphs';
const templates = readdirSync(graphs).map((file): [string, GraphDocument] => {
  const path = join(graphs, file);
  return [basename(file, '.json'), readDocument(readFileSync(path, 'utf8'), path)];
});
const networks: [string, GraphDocument][] = [
  ...templates,
  ['a grey one, wider than high', small({ size: [1, 9, 14], colour: 'grey', mean: [0.4], deviation: [0.3] })],
  ['a bilinear one, higher than wide', small({ size: [3, 17, 12], resize: 'bilinear' })],
  ['one of single pixels', small({ size: [3, 1, 1] })],
];

const samples = [...modules.values()]
  .filter(({ category }) => category !== 'Input')
  .flatMap((definition) => definition.samples.map((sample, i) => ({ definition, sample, i })))
  .filter(({ sample }) => sample.params.stochasticInference !== true);

function small(params: Record<string, unknown>): GraphDocument {
  const document = chain({
    input: ['Input', params],
    conv: ['SpatialConvolution', { nOutputPlane: 4, kW: 1, kH: 1 }],
    view: ['View', {}],
    scores: ['Linear', { outputSize: 5 }],
  });
  const criterion = { type: 'CrossEntropyCriterion', params: {} };
  return { ...document, training: { ...document.training, criterion } };
}

function optionsOf(document: GraphDocument) {
  const graph = graphOf(document);
  const [count] = graph.output.outputShapes[0];
  const classes = Array.from({ length: count }, (_, i) => `Class ${i}, "é"`);
  return { ...exportOptions(document, tensorsOf(graph)), classes };
}

describe.skipIf(!isSetUp)('TensorFlow gives what the engine gives (skipped where it is not set up)', () => {
  const loaded: LoadedModel[] = [];
  const load = async (bytes: Uint8Array, signatures: readonly string[]) => {
    const model = await (await openTensorFlow(2)).load(bytes, signatures);
    loaded.push(model);
    return model;
  };
  afterAll(() => {
    for (const model of loaded) model.dispose();
  });

  test.each(networks)('%s: prepared images and ones with the channels last', async (_name, document) => {
    const options = optionsOf(document);
    const shape = options.graph.input.outputShapes[0];
    const input = numbers(3 * elements(shape), 11);
    const expected = await referenceOutput(document, options.tensors, input, 3);
    const { prepared, lite } = exportSignatures;
    const model = await load(exportSavedModel(options), [prepared, lite]);
    const [output] = Object.values(
      model.run(prepared, { input: { type: 'float32', data: input, shape: [3, ...shape] } }),
    );
    expect(difference(output as Float32Array, expected)).toBeLessThan(TOLERANCE);
    const { scores } = model.run(lite, { input: channelsLast(input, shape) });
    expect(difference(scores as Float32Array, expected)).toBeLessThan(TOLERANCE);
  });

  test.each(samples)('$definition.type, sample $i', async ({ definition, sample }) => {
    const document = sampleDocument(definition, sample);
    const options = optionsOf(document);
    const input = numbers(3 * 5, 11);
    const expected = await referenceOutput(document, options.tensors, input, 3);
    const { prepared } = exportSignatures;
    const model = await load(exportSavedModel(options), [prepared]);
    const fed = { input: { type: 'float32', data: input, shape: [3, 5] } } as const;
    const [output] = Object.values(model.run(prepared, fed));
    expect(difference(output as Float32Array, expected)).toBeLessThan(TOLERANCE);
  });

  const withImages = networks.filter(([, document]) => graphOf(document).input.outputShapes[0].length === 3);
  test.each(withImages)('%s: pictures of several sizes', async (_name, document) => {
    const options = optionsOf(document);
    const { serving } = exportSignatures;
    const model = await load(exportSavedModel(options), [serving]);
    const set = unevenPictures();
    const indices = Uint32Array.from(set.records, (_, i) => i);
    const source = { set, indices, ...imageInput(requireModel(document)) };
    const [batch] = preparedBatches(source, indices.length);
    const expected = await referenceOutput(document, options.tensors, batch.data, indices.length);
    const classes = options.classes.length;
    const predicted = predictions(Float32Array.from(expected), classes);
    for (const i of indices) {
      const { width, height } = set.records[i];
      const images = { type: 'uint8', data: pixelsOf(set, i), shape: [1, height, width, 3] } as const;
      const found = model.run(serving, { images });
      const own = expected.subarray(i * classes, (i + 1) * classes);
      expect(difference(found.scores as Float32Array, own), `${width}x${height}`).toBeLessThan(TOLERANCE);
      expect(found.class_index).toEqual(Int32Array.of(predicted[i]));
      expect(found.classes).toEqual([options.classes[predicted[i]]]);
      const sum = (found.probabilities as Float32Array).reduce((total, value) => total + value, 0);
      expect(sum).toBeCloseTo(1, 4);
    }
  });

  test('a batch of pictures, and what the model says of itself', async () => {
    const document = small({ size: [3, 7, 9] });
    const options = optionsOf(document);
    const { serving, classNames, selfTest, about } = exportSignatures;
    const model = await load(exportSavedModel(options), [serving, classNames, selfTest, about]);
    const one = unevenPictures([[13, 8]]);
    const two = Uint8Array.from([...one.pixels, ...one.pixels.toReversed()]);
    const { scores } = model.run(serving, { images: { type: 'uint8', data: two, shape: [2, 8, 13, 3] } });
    const alone = model.run(serving, { images: { type: 'uint8', data: one.pixels, shape: [1, 8, 13, 3] } });
    expect((scores as Float32Array).length).toBe(10);
    expect(difference((scores as Float32Array).subarray(0, 5), alone.scores as Float32Array)).toBeLessThan(
      1e-6,
    );
    expect(model.run(classNames, {}).class_names).toEqual(options.classes);
    const stored = model.run(selfTest, {});
    expect(stored).toEqual({ input: options.selfTest.input, scores: options.selfTest.output });
    expect(model.run(about, {}).run_id).toEqual(['run-7']);
  });
});

/** The largest difference of two outputs, relative to the largest number, at least 1. */
function difference(found: Float32Array, wanted: ArrayLike<number>): number {
  expect(found.length).toBe(wanted.length);
  const largest = Array.from(wanted).reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return found.reduce((most, value, i) => Math.max(most, Math.abs(value - wanted[i]) / largest), 0);
}

/** A batch in Torch's order with the channels last. */
function channelsLast(data: Float32Array, shape: readonly number[]) {
  if (shape.length === 1)
    return { type: 'float32', data, shape: [data.length / shape[0], ...shape] } as const;
  const [channels, height, width] = shape;
  const area = height * width;
  const n = data.length / (channels * area);
  const moved = new Float32Array(data.length);
  for (let at = 0; at < data.length; at++) {
    const [image, channel, place] = [
      Math.floor(at / (channels * area)),
      Math.floor(at / area) % channels,
      at % area,
    ];
    moved[(image * area + place) * channels + channel] = data[at];
  }
  return { type: 'float32', data: moved, shape: [n, height, width, channels] } as const;
}
