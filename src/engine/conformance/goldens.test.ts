import { describe, test } from 'vitest';
import { createReferenceDevice } from '../devices/reference/referenceDevice.ts';
import { referenceTarget } from '../devices/reference/referenceTarget.ts';
import { goldenCases } from './goldenCases.ts';
import { GOLDEN_PRECISION } from './goldens.ts';

// The reference that all others are held against; its trajectories run, planned and fused, in reference.test.ts.
describe("the reference gives PyTorch's numbers to nine digits", () => {
  const subject = {
    device: createReferenceDevice(),
    target: referenceTarget,
    tolerance: GOLDEN_PRECISION,
  };
  for (const { group, name, run } of goldenCases()) test(`${group}: ${name}`, () => run(subject));
});
