import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { setKernelFlags } from '../../../host/engine/v8Flags.ts';
import { packageFolder } from '../../../host/paths.ts';
import { whyNoTensorFlow } from '../../../host/tensorflow/testing/whyNoTensorFlow.ts';
import type { GraphDocument } from '../../../shared/document.ts';
import { readDocument } from '../../../shared/documentFile.ts';
import type { Target } from '../../compiler/target.ts';
import { networkData, resolveNetwork } from '../../conformance/network.ts';
import { trainNetwork } from '../../conformance/networkRun.ts';
import { createCpuDevice } from '../cpu/device.ts';
import { cpuTarget } from '../cpu/target.ts';
import type { Device } from '../device.ts';
import { createTensorFlowDevice } from './device.ts';
import { tensorflowTarget } from './target.ts';

setKernelFlags();

const folder = join(packageFolder(), 'resources', 'graphs');
const templates = readdirSync(folder).filter((name) => name.endsWith('.json'));
/** Images of each step: several, fewer, and one. */
const SIZES = [5, 3, 1];

/** What rounding may make of many layers and three steps. */
const ROUNDING = 1e-3;
/** It opens some ReLU that is shut elsewhere: between the CPU and the float64 reference that is 0.004 of a gradient. */
const ROUNDING_OF_GRADIENTS = 0.05;

/** A template with a fifth of its rates: a matrix moves as far whatever a ReLU that opened has left of its gradient. */
function slower(document: GraphDocument): GraphDocument {
  const { type, params } = document.training.optimiser;
  const changed = Object.entries(params).map(([key, value]) => [
    key,
    key.endsWith('Rate') && typeof value === 'number' ? value / 5 : value,
  ]);
  const optimiser = { type, params: Object.fromEntries(changed) };
  return { ...document, training: { ...document.training, optimiser } };
}

/** How far a tensor is from another, as a share of that one's length. */
function distance(found: Float64Array, expected: Float64Array): number {
  const squares = expected.reduce((sum, value, i) => sum + (found[i] - value) ** 2, 0);
  return Math.sqrt(squares / expected.reduce((sum, value) => sum + value ** 2, 1e-12));
}

describe.skipIf(whyNoTensorFlow() !== null)('templates on TensorFlow', () => {
  test('there are templates', () => expect(templates.length).toBeGreaterThan(4));

  test.each(templates)('%s trains as on the CPU device', async (name) => {
    const document = readDocument(readFileSync(join(folder, name), 'utf8'), name);
    const network = resolveNetwork(slower(document));
    const data = networkData(network, SIZES, 29);
    const train = async (open: Promise<Device>, target: Target) => {
      const device = await open;
      try {
        return await trainNetwork(device, target, network, data);
      } finally {
        device.dispose();
      }
    };
    const expected = await train(createCpuDevice(createBuiltPlatform(), { threads: 2 }), cpuTarget);
    const found = await train(
      createTensorFlowDevice(createBuiltPlatform(), { threads: 2 }),
      tensorflowTarget,
    );
    expect([...found.keys()]).toEqual([...expected.keys()]);
    for (const [what, numbers] of expected) {
      if (what.endsWith('metrics')) continue;
      const isGradient = what.includes('gradient') || what === 'velocity';
      const allowed = isGradient ? ROUNDING_OF_GRADIENTS : ROUNDING;
      expect(distance(found.get(what) as Float64Array, numbers), what).toBeLessThan(allowed);
    }
  });
});
