import { afterAll, describe, expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../../host/engine/nodePlatform.ts';
import { whyNoGpu } from '../../../../host/engine/testing/whyNoGpu.ts';
import type { Builder } from '../../../compiler/builder.ts';
import type { ValueId } from '../../../compiler/program.ts';
import { lopsided, someLabels, uniform } from '../../../conformance/numbers.ts';
import { elements, type Shape } from '../../../nn/shape.ts';
import { createWebGpuDevice } from '../device.ts';
import type { Computation, Given } from './testing/compute.ts';
import { batch, createSubject, TIMEOUT } from './testing/reference.ts';
import { withoutSubgroups } from './testing/withoutSubgroups.ts';

const missing = await whyNoGpu();
const bySubgroups = createSubject(() => createWebGpuDevice(createBuiltPlatform()));
const byMemoryAlone = createSubject(() => createWebGpuDevice(withoutSubgroups(createBuiltPlatform())));

afterAll(async () => {
  await bySubgroups.dispose();
  await byMemoryAlone.dispose();
});

/** What both ways to add up in a workgroup find. */
async function asReference(computation: Computation): Promise<Record<string, Float64Array>[]> {
  return [await bySubgroups.asReference(computation), await byMemoryAlone.asReference(computation)];
}

function fixed(count: number, seed: number, low = 0.4, high = 1.6): Given {
  return { shape: [count], data: uniform(count, seed, low, high), fixed: true };
}

/** A batch that dies with its first use, whose place an operation may take for its output. */
function dying(builder: Builder, batch: ValueId): ValueId {
  const [copy] = builder.operation('scale', [batch], { factor: 1.3 }, [builder.shape(batch)]);
  return copy;
}

/** Batch normalisation forward and backward, with ReLU where said. */
function normalisation(
  shape: Shape,
  n: number,
  capacity: number,
  activation: 'none' | 'relu',
  x = lopsided(n * elements(shape), 3),
): Computation {
  const [channels] = shape;
  return {
    capacity,
    n,
    given: {
      x: batch(shape, n, 3, x),
      dy: batch(shape, n, 4),
      gamma: fixed(channels, 5),
      beta: fixed(channels, 6, -0.5, 0.7),
      mean: fixed(channels, 7, -0.4, 0.6),
      variance: fixed(channels, 8),
    },
    build: (builder, { x, dy, gamma, beta, mean, variance }) => {
      const attributes = { epsilon: 1e-5, momentum: 0.3, activation, pooling: 'none' } as const;
      const statistics = builder.operation(
        'batchNormalization',
        [x, gamma, beta, mean, variance],
        attributes,
        [shape, [channels], [channels], null],
      );
      const [y, ...own] = statistics.slice(0, 3);
      const [dx, dgamma, dbeta] = builder.operation(
        'batchNormalizationGradient',
        [dying(builder, dy), x, gamma, beta, ...own],
        { activation },
        [shape, [channels], [channels], null],
      );
      const [evaluated] = builder.operation(
        'batchNormalizationEvaluate',
        [dying(builder, x), gamma, beta, mean, variance],
        { epsilon: 1e-5, activation, pooling: 'none' },
        [shape],
      );
      const [sums] = builder.operation('channelSum', [dy], {}, [[channels]]);
      return { y, mean, variance, dx, dgamma, dbeta, evaluated, sums };
    },
  };
}

describe.skipIf(missing !== null)('kernels on shapes larger than those of the conformance test', () => {
  test.each<[shape: Shape, n: number, capacity: number, activation: 'none' | 'relu']>([
    [[3, 40, 36], 7, 9, 'relu'],
    [[2, 31, 33], 9, 9, 'none'],
    [[19, 4, 4], 37, 40, 'relu'],
    [[37, 3, 1], 50, 53, 'none'],
    [[45], 300, 301, 'relu'],
    [[5, 60, 60], 1, 6, 'relu'],
    [[2, 80, 80], 11, 12, 'relu'],
    [[5], 2200, 2304, 'none'],
    [[3, 8, 8], 4, 4, 'relu'],
  ])(
    'normalise and sum channels of %j by many workgroups: %i images of at most %i, %s',
    async (shape, n, capacity, activation) => {
      await asReference(normalisation(shape, n, capacity, activation));
    },
    TIMEOUT,
  );

  test.each<[shape: Shape, n: number]>([
    [[2, 48, 40], 6],
    [[1, 80, 80], 12],
  ])(
    'normalise numbers of %j far from 0 and near each other',
    async (shape, n) => {
      const x = lopsided(n * elements(shape), 9).map((number) => Math.fround(13 + 0.01 * number));
      await asReference(normalisation(shape, n, n, 'none', x));
    },
    TIMEOUT,
  );

  test.each<[shape: Shape, n: number]>([
    [[1000], 3],
    [[43], 130],
    [[5, 9, 11], 4],
    [[300, 3, 1], 2],
  ])(
    'take the softmax of %j',
    async (shape, n) => {
      await asReference({
        capacity: n + 1,
        n,
        given: { x: batch(shape, n, 11), dy: batch(shape, n, 12) },
        build: (builder, { x, dy }) => {
          const [soft] = builder.operation('softMax', [dying(builder, x)], {}, [shape]);
          const [log] = builder.operation('logSoftMax', [x], {}, [shape]);
          const [ofSoft] = builder.operation('softMaxGradient', [dying(builder, dy), soft], {}, [shape]);
          const [ofLog] = builder.operation('logSoftMaxGradient', [dying(builder, dy), log], {}, [shape]);
          return { soft, log, ofSoft, ofLog };
        },
      });
    },
    TIMEOUT,
  );

  test.each<[classes: number, n: number, labelSmoothing: number]>([
    [43, 400, 0],
    [1000, 5, 0.13],
    [300, 290, 0.2],
  ])(
    'take the loss over %i classes of %i images, smoothed by %f',
    async (classes, n, labelSmoothing) => {
      const attributes = { sizeAverage: true, labelSmoothing };
      await asReference({
        capacity: n + 3,
        n,
        given: {
          x: batch([classes], n, 13),
          target: batch([classes], n, 14),
          labels: { shape: [], data: someLabels(n, 15, classes) },
          weights: fixed(classes, 16),
          metrics: { shape: [4], data: Float64Array.of(7, 0, 11, 13), fixed: true },
        },
        build: (builder, { x, target, labels, weights, metrics }) => {
          const shape = [classes];
          const [y] = builder.operation('logSoftMax', [x], {}, [shape]);
          const [loss] = builder.operation('classNll', [y, labels, weights], attributes, [[1]]);
          const [plain] = builder.operation('classNll', [y, labels, null], attributes, [[1]]);
          const [dy] = builder.operation('classNllGradient', [y, labels, weights], attributes, [shape]);
          const [dx] = builder.operation(
            'crossEntropyGradient',
            [dying(builder, y), labels, weights],
            attributes,
            [shape],
          );
          const [error] = builder.operation('meanSquaredError', [x, target], { sizeAverage: true }, [[1]]);
          builder.operation('accumulate', [y, labels, loss, metrics], { sizeAverage: true }, []);
          return { loss, plain, dy, dx, error, metrics };
        },
      });
    },
    TIMEOUT,
  );

  test(
    'count an image with a score that is not a number as wrong, wherever it stands',
    async () => {
      const scores = Float64Array.of(1, 2, Number.NaN, Number.NaN, 2, 1, 1, 3, 3, 0, -0, -1);
      const labels = Int32Array.of(1, 1, 1, 0);
      const ways = await asReference({
        capacity: 4,
        n: 4,
        given: {
          scores: { shape: [3], data: scores },
          labels: { shape: [], data: labels },
          loss: fixed(1, 17),
          metrics: { shape: [4], data: new Float64Array(4), fixed: true },
        },
        build: (builder, { scores, labels, loss, metrics }) => {
          builder.operation('accumulate', [scores, labels, loss, metrics], { sizeAverage: true }, []);
          return { metrics };
        },
      });
      for (const { metrics } of ways) expect([...metrics.subarray(2)]).toEqual([2, 4]);
    },
    TIMEOUT,
  );

  test.each([true, false])(
    'average windows of many numbers, padding counted: %s',
    async (countIncludePad) => {
      const window = { kW: 9, kH: 8, dW: 4, dH: 5, padW: 3, padH: 2, countIncludePad };
      const [from, to] = [[3, 17, 19] as const, [3, 4, 5] as const];
      await asReference({
        capacity: 3,
        n: 2,
        given: { x: batch(from, 2, 18), dy: batch(to, 2, 19) },
        build: (builder, { x, dy }) => {
          const [y] = builder.operation('averagePooling', [x], window, [to]);
          const [dx] = builder.operation('averagePoolingGradient', [dy], window, [from]);
          return { y, dx };
        },
      });
    },
    TIMEOUT,
  );

  test.each<[Shape]>([[[70, 778, 3, 3]], [[1500, 70, 1, 1]]])(
    'move a weight of %j by Muon, some rows and columns a thread',
    async (shape) => {
      const attributes = { ratio: 0.7, momentum: 0.83, nesterov: true, weightDecay: 0.23, steps: 2 };
      const whole = (seed: number): Given => ({ shape, data: lopsided(elements(shape), seed), fixed: true });
      const computation: Computation = {
        capacity: 1,
        n: 1,
        given: { x: whole(20), gradient: whole(21), velocity: whole(22), hyper: fixed(3, 23) },
        build: (builder, { x, gradient, velocity, hyper }) => {
          builder.operation('muon', [x, gradient, velocity, hyper], attributes, []);
          return { x, velocity };
        },
      };
      await bySubgroups.asReference(computation);
    },
    TIMEOUT,
  );
});
