import type { Mistake } from '../../../shared/api/runs.ts';

/** A mistake for tests: image 4 of class 0, taken for 1, probabilities 0.2, 0.7, 0.1. */
export function mistake(fields: Partial<Mistake> = {}): Mistake {
  return {
    index: 4,
    file: '00000/00003_00004.ppm',
    track: '0/00003',
    class: 0,
    predicted: 1,
    probabilities: [0.2, 0.7, 0.1],
    ...fields,
  };
}
