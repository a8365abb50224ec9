import { createReferenceDevice } from '../devices/reference/referenceDevice.ts';
import { referenceTarget } from '../devices/reference/referenceTarget.ts';
import type { OptimiserDefinition } from '../optim/optimiser.ts';
import { optimisers } from '../optim/registry.ts';
import { assertClose } from './numbers.ts';
import {
  type OptimiserData,
  type OptimiserSample,
  optimiserData,
  runOptimiser,
  SEGMENTS,
  type Segments,
} from './optimiserProgram.ts';
import type { ConformanceCase, Subject } from './subject.ts';

/** One number, one row, one column, sizes beside those of tiles, more numbers than a block of a product or a tile has. */
const MATRICES: Segments = [
  [
    [1, 1, 1, 1],
    [1, 7, 1, 1],
    [6, 1, 1, 1],
    [17, 11, 1, 3],
    [16, 4, 2, 2],
    [37, 33, 3, 3],
    [301, 3, 2, 3],
    [50, 37, 3, 3],
  ],
];

/** Every sample of every optimiser, three steps from given gradients, against the reference. */
export function optimiserCases(): ConformanceCase[] {
  const ofSamples = [...optimisers.values()].flatMap((definition) =>
    definition.samples.map(
      (sample): ConformanceCase => ({
        group: `${definition.type} ${JSON.stringify(sample)}`,
        name: 'moves the vector as the reference does',
        run: (subject) => asReference(subject, definition, sample, SEGMENTS),
      }),
    ),
  );
  return [...ofSamples, ...matrixCases()];
}

/** Muon's operation on weights of which the optimiser would leave some to sgd. */
function matrixCases(): ConformanceCase[] {
  const sample = { learningRate: 0.17 };
  const group = 'muon on matrices';
  return [
    {
      group,
      name: 'of any size moves them as the reference does',
      run: (subject) => asReference(subject, onEveryTensor(), sample, MATRICES),
    },
    {
      group,
      name: 'leaves those whose gradient is zero to the decay',
      run: (subject) => {
        const { start, gradients } = optimiserData(MATRICES);
        const zero = gradients.map((gradient) => new Float64Array(gradient.length));
        return asReference(subject, onEveryTensor(), sample, MATRICES, { start, gradients: zero });
      },
    },
  ];
}

function onEveryTensor(): OptimiserDefinition {
  const attributes = { ratio: 0.7, momentum: 0.83, nesterov: true, weightDecay: 0.23, steps: 4 };
  return {
    ...(optimisers.get('muon') as OptimiserDefinition),
    lower: ({ builder, state: [velocity], hyper, members }) => {
      for (const { shape, offset, parameters, gradients } of members) {
        const view = { base: velocity, offset };
        const own = builder.value({ ...builder.values[velocity], shape, view });
        builder.operation('muon', [parameters, gradients, own, hyper], attributes, []);
      }
    },
  };
}

async function asReference(
  { device, target, tolerance }: Subject,
  definition: OptimiserDefinition,
  sample: OptimiserSample,
  shapes: Segments,
  data?: OptimiserData,
): Promise<void> {
  const reference = createReferenceDevice();
  const expected = await runOptimiser(reference, referenceTarget, definition, sample, shapes, data);
  const found = await runOptimiser(device, target, definition, sample, shapes, data);
  for (const [i, numbers] of expected.entries()) {
    assertClose(`vector after step ${i + 1}`, found[i], numbers, tolerance);
  }
}
