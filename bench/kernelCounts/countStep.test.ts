import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../../src/engine/compiler/compile.ts';
import type { Program } from '../../src/engine/compiler/program.ts';
import { describeNetwork, resolveNetwork } from '../../src/engine/conformance/network.ts';
import { createArena } from '../../src/engine/devices/webgpu/arena.ts';
import { openFastestGpu } from '../../src/engine/devices/webgpu/device.ts';
import type { Gpu } from '../../src/engine/devices/webgpu/gpu.ts';
import { type Operand, writeKernel } from '../../src/engine/devices/webgpu/kernel.ts';
import { type Tile, tileFor } from '../../src/engine/devices/webgpu/product/tile.ts';
import { webgpuTarget } from '../../src/engine/devices/webgpu/target.ts';
import { initialTensors } from '../../src/engine/training/initialise.ts';
import { createBuiltPlatform } from '../../src/host/engine/nodePlatform.ts';
import { whyNoGpu } from '../../src/host/engine/testing/whyNoGpu.ts';
import { countStep, type OperationCounts } from './countStep.ts';
import { createKernelCounter } from './kernelCounter.ts';

const TIMEOUT = 120_000;
const N = 5;

const { graph, training } = resolveNetwork(
  describeNetwork([
    ['input', 'Input', { size: [3, 9, 7] }],
    ['conv1', 'SpatialConvolution', { nOutputPlane: 8, kW: 3, kH: 3, padW: 1, padH: 1 }],
    ['relu', 'ReLU'],
    ['conv2', 'SpatialConvolution', { nOutputPlane: 20, kW: 2, kH: 1 }],
    ['view', 'View', { size: [-1] }],
    ['sigmoid', 'Sigmoid'],
    ['linear', 'Linear', { outputSize: 6 }],
    ['scores', 'LogSoftMax'],
  ]),
);
const program: Program = compile(graph, training, { capacity: N, target: webgpuTarget }).program;

const missing = await whyNoGpu();

/** Of a product of whole tiles: multiply-adds, and numbers read of the left and the right operand. */
function tiled(tile: Tile, rows: number, columns: number, depth: number) {
  const up = (size: number, step: number) => Math.ceil(size / step);
  const tiles = up(rows, tile.rows) * up(columns, tile.columns);
  const along = tiles * up(depth, tile.depth) * tile.depth;
  return {
    products: along * tile.rows * tile.columns,
    left: along * tile.rows,
    right: along * tile.columns,
  };
}

describe.skipIf(missing !== null)('counts', () => {
  let gpu: Gpu;
  let counts: OperationCounts[] = [];

  beforeAll(async () => {
    gpu = (await openFastestGpu(createBuiltPlatform())).gpu;
    counts = await countStep(gpu, program, N, initialTensors(graph, 1));
  }, TIMEOUT);

  afterAll(() => gpu?.device.destroy());

  function kernel(name: string, node: string, label: string) {
    const found = counts
      .find((one) => one.name === name && one.node === node)
      ?.kernels.find((one) => one.label === label);
    if (found === undefined) throw new Error(`no ${label} in ${name} of ${node}`);
    return found;
  }

  test('of work by elements are exact: vectors of four, up to the padded end', () => {
    const numbers = Math.ceil((N * 20 * 9 * 6) / 4) * 4;
    const { operands, products } = kernel('sigmoid', 'sigmoid', 'sigmoid');
    expect(operands).toEqual([
      { name: 'in_a', loads: numbers, stores: 0 },
      { name: 'out', loads: 0, stores: numbers },
    ]);
    expect(products).toBe(0);
  });

  test('of a convolution are those of its tiles', () => {
    const [rows, columns, depth] = [20, N * 9 * 6, 8 * 2];
    const tile = tileFor(rows, columns);
    const expected = tiled(tile, rows, columns, depth);
    const { products, operands, workgroups, threads } = kernel('convolution', 'conv2', 'convolution');
    const [weight, x, y, bias] = operands;
    expect(products).toBe(expected.products);
    expect([weight.loads, x.loads, y.stores, bias.loads]).toEqual([
      expected.left,
      expected.right,
      rows * columns,
      // Each thread reads its rows' once, those beyond the last row too.
      workgroups * threads * tile.thread,
    ]);
    expect(workgroups * threads).toBe(
      expected.products / tile.depth / Math.ceil(depth / tile.depth) / tile.thread ** 2,
    );
  });

  test("of a weight's gradient are those of its tiles, however the depth is cut", () => {
    const [rows, columns, depth] = [20, 8 * 2, N * 9 * 6];
    const expected = tiled(tileFor(rows, columns), rows, columns, depth);
    const label = 'convolution weight gradient';
    const { products, operands } = kernel('convolutionWeightGradient', 'conv2', label);
    expect(products).toBe(expected.products);
    expect(operands.map(({ name, loads }) => [name, loads])).toEqual([
      ['x', expected.right],
      ['dy', expected.left],
      ['out', 0],
    ]);
  });

  test('of a linear layer are those of its tiles', () => {
    const [rows, columns, depth] = [N, 6, 20 * 9 * 6];
    const expected = tiled(tileFor(rows, columns), rows, columns, depth);
    const { products, operands } = kernel('linear', 'linear', 'linear');
    expect(products).toBe(expected.products);
    expect(operands.slice(0, 2).map(({ loads }) => loads)).toEqual([expected.left, expected.right]);
  });

  test('of threads that end early or read what they throw away are of what each does', async () => {
    const arena = await createArena(gpu, program);
    const counter = createKernelCounter(gpu, arena, N);
    const operand = (address: number): Operand => ({
      place: { address, bytes: 256, shift: 0 },
      type: 'f32',
    });
    const counted = await counter.count(
      writeKernel({
        label: 'early ends',
        operands: { x: operand(0), y: operand(256) },
        workgroupSize: [8, 4],
        workgroups: (n) => [n, 2, 1],
        body: `
  if (local.x == 7u) { return; }
  let value = select(0.0, x(lane), group.y == 0u);
  if (group.y == 0u) { set_y(lane, value); return; }
  set_y(lane, value + x(lane));`,
      }),
    );
    counter.dispose();
    arena.dispose();
    const busy = N * 7 * 4;
    expect(counted).toEqual({
      label: 'early ends',
      workgroups: N * 2,
      threads: 32,
      products: 0,
      operands: [
        { name: 'x', loads: 3 * busy, stores: 0 },
        { name: 'y', loads: 0, stores: 2 * busy },
      ],
    });
  });

  test(
    'go on past 32 bits',
    async () => {
      const arena = await createArena(gpu, program);
      const counter = createKernelCounter(gpu, arena, N);
      const [rounds, groups] = [530, 1024];
      const y: Operand = { place: { address: 0, bytes: 256, shift: 0 }, type: 'f32' };
      const { products } = await counter.count(
        writeKernel({
          label: 'many products',
          operands: { y },
          workgroupSize: [256],
          workgroups: () => [groups, 1, 1],
          body: `
  let factor = f32(run.n);
  ${Array.from({ length: 8 }, (_, i) => `var sum${i} = vec4f(${i}.0);`).join(' ')}
  for (var k = 0u; k < ${rounds}u; k++) {
    ${Array.from({ length: 8 }, (_, i) => `sum${i} += factor * sum${i};`).join(' ')}
  }
  set_y(0u, ${Array.from({ length: 8 }, (_, i) => `sum${i}.x`).join(' + ')});`,
        }),
      );
      counter.dispose();
      arena.dispose();
      expect(products).toBe(rounds * groups * 256 * 32);
      expect(products).toBeGreaterThan(2 ** 32);
    },
    TIMEOUT,
  );
});
