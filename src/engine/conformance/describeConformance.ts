import type { Target } from '../compiler/target.ts';
import type { Device } from '../devices/device.ts';
import { modules } from '../nn/registry.ts';
import { criterionCases } from './criterionCases.ts';
import { goldenCases, trajectoryCases } from './goldenCases.ts';
import { loadCases } from './loadCases.ts';
import { moduleCases } from './moduleCases.ts';
import { networkCases } from './networkCases.ts';
import { optimiserCases } from './optimiserCases.ts';
import type { ConformanceCase } from './subject.ts';

/** What is used of a test framework: Vitest's own functions fit. */
export interface TestFramework {
  readonly describe: (name: string, body: () => void) => void;
  readonly test: (name: string, body: () => Promise<void>) => void;
  readonly afterAll: (body: () => void) => void;
}

/** How a device to be tested is made. */
export interface ConformanceOptions {
  /** Makes the device; called once, before the first case. */
  readonly createDevice: () => Device | Promise<Device>;
  /** What Programs for it are fused and planned by. */
  readonly target: Target;
  /** Largest difference from the reference, as a share of a tensor's largest number; 2e-5 if not given. */
  readonly tolerance?: number;
}

/** Everything every device must do. New modules, criterions and optimisers join by their samples alone. */
export function conformanceCases(): ConformanceCase[] {
  return [
    ...moduleCases(modules),
    ...criterionCases(),
    ...optimiserCases(),
    ...networkCases(),
    ...loadCases(),
    ...goldenCases(),
    ...trajectoryCases(),
  ];
}

/**
 * Declares the conformance tests of one device with the given test framework:
 * `describeConformance({ describe, test, afterAll }, 'cpu', { createDevice, target })`.
 */
export function describeConformance(
  { describe, test, afterAll }: TestFramework,
  name: string,
  { createDevice, target, tolerance = 2e-5 }: ConformanceOptions,
): void {
  const groups = new Map<string, ConformanceCase[]>();
  for (const one of conformanceCases()) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  describe(`the ${name} device conforms`, () => {
    let made: Promise<Device> | null = null;
    const device = () => {
      made ??= Promise.resolve(createDevice());
      return made;
    };
    afterAll(async () => (await made)?.dispose());
    for (const [group, cases] of groups) {
      describe(group, () => {
        for (const { name: sentence, run } of cases) {
          test(sentence, async () => run({ device: await device(), target, tolerance }));
        }
      });
    }
  });
}
