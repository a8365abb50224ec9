import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { assertClose, lopsided } from '../../conformance/numbers.ts';
import { runOptimiser } from '../../conformance/optimiserProgram.ts';
import { elements, type Shape } from '../../nn/shape.ts';
import type { OptimiserDefinition } from '../../optim/optimiser.ts';
import { optimisers } from '../../optim/registry.ts';
import { createReferenceDevice } from '../reference/referenceDevice.ts';
import { referenceTarget } from '../reference/referenceTarget.ts';
import { type CpuDevice, createCpuDevice } from './device.ts';
import { cpuTarget } from './target.ts';

let device: CpuDevice;
beforeAll(async () => {
  device = await createCpuDevice(createBuiltPlatform(), { threads: 2 });
});
afterAll(() => device.dispose());

/** Muon's operation on every weight, which so moves by the iteration's result alone. */
function bare(steps: number): OptimiserDefinition {
  const attributes = { ratio: 1, momentum: 0, nesterov: false, weightDecay: 0, steps };
  return {
    ...(optimisers.get('muon') as OptimiserDefinition),
    state: () => [],
    lower: ({ builder, hyper, members }) => {
      for (const { parameters, gradients } of members)
        builder.operation('muon', [parameters, gradients, null, hyper], attributes, []);
    },
  };
}

/** What the iteration makes of a gradient here, and on the reference. */
async function iterated(shape: Shape, steps: number, gradient: Float64Array) {
  const data = { start: new Float64Array(gradient.length), gradients: [gradient] };
  const run = [bare(steps), { learningRate: 1 }, [[shape]], data] as const;
  const [found] = await runOptimiser(device, cpuTarget, ...run);
  const [expected] = await runOptimiser(createReferenceDevice(), referenceTarget, ...run);
  return { found, expected };
}

/** The sum of some products of a column and a row, `strengths` times as large. */
function ofRank(rows: number, columns: number, strengths: readonly number[]): Float64Array {
  const matrix = new Float64Array(rows * columns);
  strengths.forEach((strength, i) => {
    const [down, across] = [lopsided(rows, 91 + i), lopsided(columns, 191 + i)];
    for (let at = 0; at < matrix.length; at++)
      matrix[at] += strength * down[Math.floor(at / columns)] * across[at % columns];
  });
  return matrix.map(Math.fround);
}

describe('Muon on the cpu', () => {
  const large: readonly Shape[] = [
    [259, 29, 3, 3],
    [277, 259, 1, 1],
  ];
  test.each(large)('takes a matrix %dx%dx%dx%d, of more rows than a block of a product', async (...shape) => {
    const { found, expected } = await iterated(shape, 2, lopsided(elements(shape), 83));
    assertClose('the weight', found, expected, 2e-5);
  });

  test.each([1, 2, 3, 4, 7])('takes %d steps', async (steps) => {
    for (const shape of [
      [35, 6, 3, 3],
      [83, 21, 1, 1],
    ]) {
      const { found, expected } = await iterated(shape, steps, lopsided(elements(shape), 89));
      assertClose(`${shape.join('x')} after ${steps} steps`, found, expected, 2e-5);
    }
  });

  const poor: readonly [string, readonly number[]][] = [
    ['one direction', [1]],
    ['three directions', [1, 0.3, 0.01]],
    ['one strong direction and many faint ones', [1, ...Array(40).fill(1e-5)]],
  ];
  test.each(poor)('keeps near the reference where a gradient has %s', async (_, strengths) => {
    for (const shape of [
      [35, 6, 3, 3],
      [83, 37, 1, 1],
    ]) {
      const gradient = ofRank(shape[0], elements(shape) / shape[0], strengths);
      const { found, expected } = await iterated(shape, 3, gradient);
      assertClose(shape.join('x'), found, expected, 1e-4);
    }
  });

  test('what rounding makes of no direction at all does not run away', async () => {
    const { found } = await iterated([35, 6, 3, 3], 20, ofRank(35, 54, [1, 0.3]));
    expect(found.every((value) => Math.abs(value) < 2)).toBe(true);
  });

  test('numbers whose squares are beyond a float32 are divided first', async () => {
    const gradient = lopsided(35 * 54, 97).map((value) => Math.fround(value * 1e25));
    const { found, expected } = await iterated([35, 6, 3, 3], 3, gradient);
    assertClose('the weight', found, expected, 2e-5);
  });
});
