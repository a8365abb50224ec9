import { describe, expect, test } from 'vitest';
import { writeTransform } from '../../data/augmentation.ts';
import { createPrepareScratch, prepareImage } from '../../data/prepare.ts';
import { transformField as field, TRANSFORM_SIZE } from '../../data/transform.ts';
import type { Shape } from '../../nn/shape.ts';
import { describePreprocessing } from '../preprocessing.ts';
import { chain, graphOf } from '../testSupport.ts';
import { createGraphBuilder } from './graphBuilder.ts';
import { type ImagePreprocessing, prepareImages } from './imagePreparation.ts';
import { resizeWindow } from './resizeWindow.ts';
import { runGraph } from './testing/runGraph.ts';

/** Width and height of a picture, and the input's [channels, height, width]. */
type Case = readonly [width: number, height: number, size: Shape];

const cases: readonly Case[] = [
  [9, 9, [3, 5, 5]],
  [5, 5, [3, 9, 9]],
  [7, 19, [3, 6, 6]],
  [23, 6, [3, 6, 8]],
  [8, 6, [3, 6, 8]],
  [13, 11, [3, 4, 11]],
  [12, 4, [3, 7, 3]],
  [1, 8, [3, 5, 5]],
  [8, 1, [3, 5, 5]],
  [1, 1, [3, 3, 4]],
  [2, 2, [3, 5, 7]],
  [2, 3, [3, 1, 1]],
  [5, 4, [3, 1, 6]],
  [11, 7, [1, 6, 5]],
];

describe.each(['bicubic', 'bilinear'])('the graph prepares as the engine does, %s:', (resize) => {
  test.each(cases)('%d x %d to %j', (width, height, size) => {
    const preprocessing = preprocessingOf(size, resize);
    const pixels = Uint8Array.from({ length: 3 * width * height }, (_, i) => (i * 97 + (i % 5) * 31) % 256);
    const { shape, data } = inGraph(preprocessing, [1, height, width, 3], Array.from(pixels));
    expect(shape).toEqual([1, size[1], size[2], size[0]]);
    const expected = byEngine(preprocessing, pixels, width, height);
    const largest = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - data[i])), 0);
    expect(largest).toBeLessThan(1e-5);
  });
});

test('several pictures are each prepared as alone, and one channel counts for three', () => {
  const preprocessing = preprocessingOf([1, 4, 5], 'bicubic');
  const [first, second] = [3, 5].map((step) => Array.from({ length: 42 }, (_, i) => (i * step * 29) % 256));
  const both = inGraph(preprocessing, [2, 6, 7, 1], [...first, ...second]).data;
  expect(both.slice(0, 20)).toEqual(inGraph(preprocessing, [1, 6, 7, 1], first).data);
  const threefold = second.flatMap((value) => [value, value, value]);
  expect(both.slice(20)).toEqual(inGraph(preprocessing, [1, 6, 7, 3], threefold).data);
});

test('the other side follows with the same truncation for every size', () => {
  const record = new Float32Array(TRANSFORM_SIZE);
  for (const target of [
    { width: 48, height: 48 },
    { width: 37, height: 21 },
  ]) {
    const builder = createGraphBuilder();
    const sizes = {
      height: builder.placeholder('h', 'int32', []),
      width: builder.placeholder('w', 'int32', []),
    };
    const { down, across } = resizeWindow(builder, sizes, target);
    const graph = builder.graph();
    for (let width = 1; width < 400; width += 7) {
      for (let height = 1; height < 400; height += 11) {
        writeTransform(record, 0, 'none', { width, height }, target, null);
        const fed = { w: { shape: [], data: [width] }, h: { shape: [], data: [height] } };
        const found = [across.length, down.length, across.start, down.start].map(
          (name) => runGraph(graph, name, fed).data[0],
        );
        const fields = [field.resizeWidth, field.resizeHeight, field.windowX, field.windowY];
        expect(found, `${width}x${height}`).toEqual(fields.map((at) => record[at]));
      }
    }
  }
});

function preprocessingOf([channels, height, width]: Shape, resize: string): ImagePreprocessing {
  const colours = channels === 3 ? { mean: [0.4, 0.5, 0.3], deviation: [0.2, 0.25, 0.3] } : {};
  const grey = channels === 1 ? { colour: 'grey', mean: [0.4], deviation: [0.3] } : {};
  const size = [channels, height, width];
  const document = chain({ input: ['Input', { size, resize, ...colours, ...grey }], view: ['View', {}] });
  return describePreprocessing(graphOf(document).input) as ImagePreprocessing;
}

function inGraph(preprocessing: ImagePreprocessing, shape: Shape, data: readonly number[]) {
  const builder = createGraphBuilder();
  const images = builder.placeholder('images', 'uint8', [-1, -1, -1, -1]);
  const prepared = prepareImages(builder, images, preprocessing);
  return runGraph(builder.graph(), prepared, { images: { shape, data } });
}

/** The engine's numbers with the channels last. */
function byEngine(
  { size, mean, deviation, resize }: ImagePreprocessing,
  pixels: Uint8Array,
  width: number,
  height: number,
): Float32Array {
  const format = { channels: size[0] as 1 | 3, height: size[1], width: size[2], mean, deviation };
  const record = new Float32Array(TRANSFORM_SIZE);
  const target = { ...format, interpolation: resize.interpolation };
  writeTransform(record, 0, 'none', { width, height }, target, null);
  const area = format.height * format.width;
  const planar = new Float32Array(format.channels * area);
  prepareImage(pixels, { offset: 0, width }, record, 0, format, planar, 0, createPrepareScratch());
  return Float32Array.from(
    planar,
    (_, i) => planar[(i % format.channels) * area + Math.floor(i / format.channels)],
  );
}
