import { describe, expect, test } from 'vitest';
import { compile } from '../compiler/compile.ts';
import { type Program, valueElements } from '../compiler/program.ts';
import type { Target } from '../compiler/target.ts';
import type { Device } from '../devices/device.ts';
import { createReferenceDevice } from '../devices/reference/referenceDevice.ts';
import { demandingTarget, referenceTarget } from '../devices/reference/referenceTarget.ts';
import { type Network, networkData, resolveNetwork } from './network.ts';
import { trainNetwork } from './networkRun.ts';
import { networks } from './networks.ts';
import { assertClose } from './numbers.ts';
import { randomNetwork } from './randomNetwork.ts';

/** Trains a network for three steps in one arena and with separate memory, fused or not; all must agree. */
async function agrees(network: Network, device: Device, target: Target, tolerance: number): Promise<void> {
  const data = networkData(network, [4, 1, 3], 61);
  const expected = await trainNetwork(createReferenceDevice(), referenceTarget, network, data);
  const found = await trainNetwork(device, target, network, data);
  expect([...found.keys()]).toEqual([...expected.keys()]);
  for (const [name, numbers] of expected)
    assertClose(name, found.get(name) as Float64Array, numbers, tolerance);
}

describe('a network drawn at random', () => {
  test.each(Array.from({ length: 60 }, (_, i) => i + 1))(
    'gives the same numbers fused, in one arena with poisoned memory and workspaces (seed %i)',
    async (seed) => {
      const network = resolveNetwork(randomNetwork(seed));
      await agrees(network, createReferenceDevice({ memory: 'planned' }), referenceTarget, 0);
      await agrees(network, createReferenceDevice(), demandingTarget, 1e-10);
      await agrees(network, createReferenceDevice({ memory: 'planned' }), demandingTarget, 1e-10);
    },
  );

  test('meets every module and every fusion', () => {
    const drawn = Array.from({ length: 60 }, (_, i) => randomNetwork(i + 1));
    // Windows that can be pooled at once need wider pictures than are drawn.
    const documents = [...drawn, ...Object.values(networks)];
    const types = new Set(drawn.flatMap(({ nodes }) => nodes.map(({ type }) => type)));
    expect(types.size).toBeGreaterThan(15);
    const names = new Set(
      documents.flatMap((document) => {
        const { graph, training } = resolveNetwork(document);
        const { program } = compile(graph, training, { capacity: 4, target: demandingTarget });
        return program.step.flatMap(({ name, attributes, outputs }) => [
          `${name} ${(attributes as { activation?: string }).activation ?? ''}`,
          `${name} ${(attributes as { pooling?: string }).pooling ?? ''}`,
          ...(outputs[3] ? [`${name} with dbias`] : []),
        ]);
      }),
    );
    for (const name of [
      'convolution relu',
      'linear relu',
      'batchNormalization relu',
      'batchNormalizationGradient relu',
    ]) {
      expect(names).toContain(name);
    }
    expect(names).toContain('crossEntropyGradient ');
    expect(names).toContain('batchNormalization halves');
    expect(names).toContain('batchNormalizationGradient with dbias');
  });
});

function compiled(name: string, target: Target): Program {
  const { graph, training } = resolveNetwork(networks[name]);
  return compile(graph, training, { capacity: 6, target }).program;
}

describe('a memory plan', () => {
  test('aligns every value and keeps within its arena', () => {
    for (const name of Object.keys(networks)) {
      const { values, capacity, memory } = compiled(name, demandingTarget);
      for (const [id, value] of values.entries()) {
        const offset = memory.offsets[id];
        if (offset < 0) continue;
        if (!value.view) expect(offset % demandingTarget.alignment).toBe(0);
        expect(offset + valueElements(value, capacity) * 4).toBeLessThanOrEqual(memory.bytes);
      }
    }
  });

  test('shares memory between activations that do not live at once', () => {
    for (const name of Object.keys(networks)) {
      const program = compiled(name, referenceTarget);
      const apart = program.values.reduce(
        (sum, value) => sum + (value.view ? 0 : valueElements(value, program.capacity) * 4),
        0,
      );
      expect(program.memory.bytes).toBeLessThan(0.8 * apart);
    }
  });

  test('whose values overlap is found out', async () => {
    const network = resolveNetwork(networks['a plain stack with batch normalisation and dropout']);
    const device = createReferenceDevice({ memory: 'planned' });
    // A device that lays the second activation over the first.
    const careless: Device = {
      ...device,
      compile: (program) => {
        const [first, second] = program.step.map(({ outputs }) => outputs[0] as number);
        const offsets = program.memory.offsets.with(second, program.memory.offsets[first]);
        return device.compile({ ...program, memory: { ...program.memory, offsets } });
      },
    };
    await expect(agrees(network, careless, referenceTarget, 1e-10)).rejects.toThrow(/number \d+ is /);
  });
});
