import { afterAll, describe, test } from 'vitest';
import { createReferenceDevice } from '../devices/reference/referenceDevice.ts';
import { demandingTarget } from '../devices/reference/referenceTarget.ts';
import { describeConformance } from './describeConformance.ts';

// The reference in the planner's arena, fused, against itself unfused with memory of its own for every value.
describeConformance({ describe, test, afterAll }, 'reference in one arena, fused', {
  createDevice: () => createReferenceDevice({ memory: 'planned' }),
  target: demandingTarget,
  tolerance: 1e-12,
});
