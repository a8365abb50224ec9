import type { GraphDocument } from '../../shared/document.ts';
import type { Target } from '../compiler/target.ts';
import { cpuTarget } from '../devices/cpu/target.ts';
import type { Device } from '../devices/device.ts';
import type { TestFramework } from './describeConformance.ts';
import { networkData, resolveNetwork } from './network.ts';
import { type NetworkResults, trainNetwork } from './networkRun.ts';

/** What rounding may make of many layers and a few steps. */
const ROUNDING = 1e-3;
/** It opens some ReLU that is shut elsewhere: between the CPU and the float64 reference that is 0.004 of a gradient. */
const ROUNDING_OF_GRADIENTS = 0.05;

/** What trains, and on what. */
export interface TemplateOptions {
  /** The project files that come with the program, by name. */
  readonly templates: ReadonlyMap<string, GraphDocument>;
  /** Images of each step. */
  readonly sizes: readonly number[];
  /** Makes the device to be tested and the CPU device; once for each template. */
  readonly createDevice: () => Promise<Device>;
  readonly createCpu: () => Promise<Device>;
  /** What Programs for the device to be tested are fused and planned by. */
  readonly target: Target;
}

/**
 * Declares that every template trains some steps on a device as on the CPU device: scores, gradients, tensors and
 * optimiser state are the same but for rounding.
 */
export function describeTemplates(
  { describe, test }: Pick<TestFramework, 'describe' | 'test'>,
  name: string,
  { templates, sizes, createDevice, createCpu, target }: TemplateOptions,
): void {
  const train = async (create: () => Promise<Device>, planned: Target, document: GraphDocument) => {
    const network = resolveNetwork(slower(document));
    const device = await create();
    try {
      return await trainNetwork(device, planned, network, networkData(network, sizes, 29));
    } finally {
      device.dispose();
    }
  };
  describe(`templates on ${name}`, () => {
    for (const [template, document] of templates) {
      test(`${template} trains as on the CPU device`, async () => {
        const expected = await train(createCpu, cpuTarget, document);
        assertAlike(await train(createDevice, target, document), expected);
      });
    }
  });
}

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

function assertAlike(found: NetworkResults, expected: NetworkResults): void {
  if ([...found.keys()].join() !== [...expected.keys()].join())
    throw new Error(`found ${[...found.keys()]}, expected ${[...expected.keys()]}`);
  for (const [what, numbers] of expected) {
    if (what.endsWith('metrics')) continue;
    const isGradient = what.includes('gradient') || what === 'velocity';
    const allowed = isGradient ? ROUNDING_OF_GRADIENTS : ROUNDING;
    const away = distance(found.get(what) as Float64Array, numbers);
    if (!(away < allowed))
      throw new Error(`${what}: off by ${away} of its length, expected below ${allowed}`);
  }
}

/** How far a tensor is from another, as a share of that one's length. */
function distance(found: Float64Array, expected: Float64Array): number {
  const squares = expected.reduce((sum, value, i) => sum + (found[i] - value) ** 2, 0);
  return Math.sqrt(squares / expected.reduce((sum, value) => sum + value ** 2, 1e-12));
}
