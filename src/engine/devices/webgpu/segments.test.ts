import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { openGpu } from '../../../host/engine/openGpu.ts';
import { whyNoGpu } from '../../../host/engine/testing/whyNoGpu.ts';
import { compile } from '../../compiler/compile.ts';
import { type Program, valueElements } from '../../compiler/program.ts';
import { networkData, resolveNetwork } from '../../conformance/network.ts';
import { trainNetwork } from '../../conformance/networkRun.ts';
import { networks } from '../../conformance/networks.ts';
import { assertSame } from '../../conformance/numbers.ts';
import { randomNetwork } from '../../conformance/randomNetwork.ts';
import { createWebGpuDevice } from './device.ts';
import { bufferStarts } from './segments.ts';
import { webgpuTarget } from './target.ts';
import { patchGpu, set } from './testing/patchGpu.ts';

const missing = await whyNoGpu();

/** First byte and the one after the last of each tensor and workspace of a Program. */
function extentsOf({ values, capacity, memory, ...program }: Program): [begin: number, end: number][] {
  const tensors = values.flatMap((value, id): [number, number][] => {
    const begin = memory.offsets[id];
    return begin < 0 ? [] : [[begin, begin + 4 * valueElements(value, capacity)]];
  });
  const scratch = (['step', 'evaluate'] as const).flatMap((procedure) =>
    program[procedure].flatMap((operation, i): [number, number][] => {
      const begin = memory.workspaces[procedure][i];
      return begin < 0 ? [] : [[begin, begin + webgpuTarget.workspace(operation, values, capacity)]];
    }),
  );
  return [...tensors, ...scratch];
}

const programs = fc
  .tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 60 }))
  .map(([seed, capacity, pages]): Program => {
    const { graph, training } = resolveNetwork(randomNetwork(seed));
    return compile(graph, training, { capacity, target: { ...webgpuTarget, segment: 256 * pages } }).program;
  });

describe('the buffers of a plan', () => {
  test('begin at its segments, and no tensor or workspace lies in two', () => {
    fc.assert(
      fc.property(programs, (program) => {
        const starts = bufferStarts(program);
        expect(starts[0]).toBe(0);
        for (const start of starts) expect(start % (program.memory.segment as number)).toBe(0);
        const buffer = (byte: number) => starts.findLastIndex((start) => start <= byte);
        for (const [begin, end] of extentsOf(program)) expect(buffer(end - 1)).toBe(buffer(begin));
      }),
      { numRuns: 40 },
    );
  });

  test('are no larger than a segment, save for a tensor that is', () => {
    fc.assert(
      fc.property(programs, (program) => {
        const starts = bufferStarts(program);
        const segment = program.memory.segment as number;
        const extents = extentsOf(program);
        for (let at = segment; at < program.memory.bytes; at += segment) {
          if (starts.includes(at)) continue;
          const [begin, end] = extents.find(([begin, end]) => begin < at && end > at) ?? [0, 0];
          expect(end - begin).toBeGreaterThan(segment);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('are one where the plan fits a segment', () => {
    const { graph, training } = resolveNetwork(randomNetwork(3));
    const { program } = compile(graph, training, { capacity: 4, target: webgpuTarget });
    expect(bufferStarts(program)).toEqual([0]);
  });
});

describe.skipIf(missing !== null)('a plan of many segments', () => {
  test('trains to the same bits as one of a single one', async () => {
    const network = resolveNetwork(networks['a plain stack with batch normalisation and dropout']);
    const data = networkData(network, [3, 2], 23);
    const train = async (segment: number) => {
      let buffers = 0;
      const api = patchGpu(await openGpu(), (gpu) => {
        const createBuffer = gpu.createBuffer.bind(gpu);
        set(gpu, 'createBuffer', (descriptor) => {
          if (/^memory /.test(descriptor.label ?? '')) buffers++;
          return createBuffer(descriptor);
        });
      });
      const device = await createWebGpuDevice({ ...createBuiltPlatform(), gpu: async () => api });
      try {
        const results = await trainNetwork(device, { ...webgpuTarget, segment }, network, data);
        return { buffers, results };
      } finally {
        device.dispose();
      }
    };
    const one = await train(2 ** 28);
    const many = await train(1024);
    expect(one.buffers).toBe(1);
    expect(many.buffers).toBeGreaterThan(5);
    expect([...many.results.keys()]).toEqual([...one.results.keys()]);
    for (const [name, numbers] of one.results) assertSame(name, many.results.get(name) ?? [], numbers);
  }, 60_000);
});
