import type { CurveBuffer } from '../run/curveBuffer.ts';

/** A curve's smoothed values so far; extended as the curve grows. */
export interface Smoother {
  /** As many values as the curve has points. */
  values(curve: CurveBuffer): Float32Array;
}

/**
 * An exponential moving average of one column with a memory in epochs: a point that many epochs back weighs
 * 1/e. It is debiased (divided by the sum of its weights), so that it begins at the first value and not at 0,
 * and it does not depend on how many points an epoch has. Only what is new is computed.
 */
export function createSmoother(column: 'loss' | 'accuracy', memory: number): Smoother {
  let smoothed = new Float32Array(1024);
  let done = 0;
  let generation = -1;
  let sum = 0;
  let weight = 0;
  return {
    values: (curve) => {
      const { at, [column]: raw } = curve.columns;
      if (generation !== curve.generation) {
        generation = curve.generation;
        done = sum = weight = 0;
      }
      if (smoothed.length < raw.length) {
        const larger = new Float32Array(raw.length + (raw.length >> 1));
        larger.set(smoothed.subarray(0, done));
        smoothed = larger;
      }
      for (; done < raw.length; done++) {
        const value = raw[done];
        if (Number.isFinite(value)) {
          const kept = done === 0 ? 0 : Math.exp((at[done - 1] - at[done]) / memory);
          sum = sum * kept + value;
          weight = weight * kept + 1;
        }
        smoothed[done] = sum / weight;
      }
      return smoothed.subarray(0, raw.length);
    },
  };
}

const smoothers = new WeakMap<CurveBuffer, Map<string, Smoother>>();

/** A curve's smoothed values; what draws it and what reads it share the work. */
export function smoothedValues(
  curve: CurveBuffer,
  column: 'loss' | 'accuracy',
  memory: number,
): Float32Array {
  const known = smoothers.get(curve) ?? new Map<string, Smoother>();
  smoothers.set(curve, known);
  const key = `${column} ${memory}`;
  const smoother = known.get(key) ?? createSmoother(column, memory);
  known.set(key, smoother);
  return smoother.values(curve);
}

/** Memories in epochs that the slider offers; 0 stands for none. */
export const smoothingSteps: readonly number[] = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
