import { afterAll, describe, expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../../host/engine/nodePlatform.ts';
import { whyNoGpu } from '../../../../host/engine/testing/whyNoGpu.ts';
import type { WindowAttributes } from '../../../compiler/attributes.ts';
import { lopsided } from '../../../conformance/numbers.ts';
import { elements, type Shape } from '../../../nn/shape.ts';
import { createWebGpuDevice } from '../device.ts';
import { patchesOf, winogradPays } from '../winograd/layout.ts';
import type { Computation } from './testing/compute.ts';
import { batch, createSubject, TIMEOUT } from './testing/reference.ts';

const missing = await whyNoGpu();
const { asReference, dispose } = createSubject(() => createWebGpuDevice(createBuiltPlatform()));

afterAll(dispose);

interface Sample {
  readonly source: Shape;
  readonly outputs: number;
  readonly window: WindowAttributes;
  readonly n: number;
  readonly capacity: number;
}

function square(kernel: number, stride: number, padding: number): WindowAttributes {
  return { kW: kernel, kH: kernel, dW: stride, dH: stride, padW: padding, padH: padding };
}

function resultOf({ source: [, height, width], outputs, window }: Sample): Shape {
  const { kH, kW, dH, dW, padH, padW } = window;
  const side = (size: number, kernel: number, stride: number, padding: number) =>
    Math.floor((size + 2 * padding - kernel) / stride) + 1;
  return [outputs, side(height, kH, dH, padH), side(width, kW, dW, padW)];
}

/** A convolution and both of its gradients. */
function convolutions(sample: Sample): Computation {
  const { source, outputs, window, n, capacity } = sample;
  const result = resultOf(sample);
  const filters: Shape = [outputs, source[0], window.kH, window.kW];
  return {
    capacity,
    n,
    given: {
      x: batch(source, n, 5),
      dy: batch(result, n, 7),
      weight: { shape: filters, data: lopsided(elements(filters), 11), fixed: true },
      bias: { shape: [outputs], data: lopsided(outputs, 13), fixed: true },
    },
    build: (builder, { x, dy, weight, bias }) => {
      const relu = { ...window, activation: 'relu' } as const;
      const [y] = builder.operation('convolution', [x, weight, bias], relu, [result]);
      const [dx] = builder.operation('convolutionInputGradient', [dy, weight], window, [source]);
      const [dweight] = builder.operation('convolutionWeightGradient', [x, dy], window, [filters]);
      return { y, dx, dweight };
    },
  };
}

const direct: readonly Sample[] = [
  { source: [24, 13, 11], outputs: 40, window: square(3, 1, 1), n: 3, capacity: 4 },
  { source: [16, 15, 17], outputs: 72, window: square(5, 2, 2), n: 2, capacity: 2 },
  { source: [3, 21, 19], outputs: 33, window: square(3, 1, 1), n: 5, capacity: 5 },
  { source: [16, 11, 14], outputs: 13, window: square(3, 1, 1), n: 2, capacity: 3 },
  { source: [9, 70, 61], outputs: 128, window: square(1, 1, 0), n: 4, capacity: 4 },
  { source: [70, 6, 9], outputs: 65, window: square(1, 1, 0), n: 3, capacity: 5 },
];

const winograd: readonly Sample[] = [
  { source: [64, 12, 16], outputs: 80, window: square(3, 1, 1), n: 3, capacity: 4 },
  { source: [131, 9, 10], outputs: 70, window: square(3, 1, 0), n: 2, capacity: 2 },
  { source: [90, 6, 7], outputs: 96, window: { ...square(3, 1, 2), padW: 1 }, n: 1, capacity: 3 },
];

/** More images than a chunk of Winograd's has, and than another part of the last one has. */
const chunked: Sample = { source: [64, 47, 48], outputs: 64, window: square(3, 1, 1), n: 13, capacity: 14 };

describe.skipIf(missing !== null)('convolutions wider than a tile', () => {
  test.each(direct)(
    '$source to $outputs planes directly',
    async (sample) => {
      expect(winogradPays(sample.source[0], resultOf(sample), sample.window)).toBe(false);
      await asReference(convolutions(sample));
    },
    TIMEOUT,
  );

  test.each(winograd)(
    '$source to $outputs planes by Winograd',
    async (sample) => {
      expect(winogradPays(sample.source[0], resultOf(sample), sample.window)).toBe(true);
      await asReference(convolutions(sample));
    },
    TIMEOUT,
  );

  test.each([13, 5])(
    '%i images in chunks',
    async (n) => {
      const { source, capacity } = chunked;
      const { images, chunks } = patchesOf(source, resultOf(chunked), [1, 1], capacity);
      expect([images, chunks]).toEqual([12, 2]);
      await asReference(convolutions({ ...chunked, n }));
    },
    2 * TIMEOUT,
  );
});
