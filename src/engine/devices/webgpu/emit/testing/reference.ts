import { assertClose, lopsided } from '../../../../conformance/numbers.ts';
import { elements, type Shape } from '../../../../nn/shape.ts';
import type { Device } from '../../../device.ts';
import { createReferenceDevice } from '../../../reference/referenceDevice.ts';
import { referenceTarget } from '../../../reference/referenceTarget.ts';
import { webgpuTarget } from '../../target.ts';
import { type Computation, compute, type Given } from './compute.ts';

/** Milliseconds of a test: software compiles shaders slowly. */
export const TIMEOUT = 60_000;

const TOLERANCE = 2e-5;

/** A device under test, and what it is held against. */
export interface Subject {
  /** Opened with the first call. */
  device(): Promise<Device>;
  /** What the device computes; throws where the reference device computes something else. */
  asReference(computation: Computation): Promise<Record<string, Float64Array>>;
  dispose(): Promise<void>;
}

/** A device that `open` opens once. */
export function createSubject(open: () => Promise<Device>): Subject {
  let made: Promise<Device> | null = null;
  const device = () => {
    made ??= open();
    return made;
  };
  return {
    device,
    async asReference(computation) {
      const expected = await compute(createReferenceDevice(), referenceTarget, computation);
      const found = await compute(await device(), webgpuTarget, computation);
      for (const [name, numbers] of Object.entries(expected))
        assertClose(name, found[name], numbers, TOLERANCE);
      return found;
    },
    dispose: async () => (await made)?.dispose(),
  };
}

/** Images of such a shape, lopsided if not given. */
export function batch(
  shape: Shape,
  n: number,
  seed: number,
  data = lopsided(n * elements(shape), seed),
): Given {
  return { shape, data };
}
