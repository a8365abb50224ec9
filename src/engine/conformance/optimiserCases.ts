import { createReferenceDevice } from '../devices/reference/referenceDevice.ts';
import { referenceTarget } from '../devices/reference/referenceTarget.ts';
import { optimisers } from '../optim/registry.ts';
import { assertClose } from './numbers.ts';
import { runOptimiser } from './optimiserProgram.ts';
import type { ConformanceCase } from './subject.ts';

/** Every sample of every optimiser, three steps from given gradients, against the reference. */
export function optimiserCases(): ConformanceCase[] {
  return [...optimisers.values()].flatMap((definition) =>
    definition.samples.map(
      (sample): ConformanceCase => ({
        group: `${definition.type} ${JSON.stringify(sample)}`,
        name: 'moves the vector as the reference does',
        run: async ({ device, target, tolerance }) => {
          const expected = await runOptimiser(createReferenceDevice(), referenceTarget, definition, sample);
          const found = await runOptimiser(device, target, definition, sample);
          for (const [i, numbers] of expected.entries()) {
            assertClose(`vector after step ${i + 1}`, found[i], numbers, tolerance);
          }
        },
      }),
    ),
  );
}
