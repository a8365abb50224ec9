import type { Weights } from '../../../engine/training/initialise.ts';
import { passMetrics } from '../../../engine/training/metrics.ts';
import type { TrainingPosition } from '../../../engine/training/position.ts';
import { METRICS_TENSOR } from '../../../engine/training/snapshot.ts';
import { type Curve, type CurvePoint, createCurve } from '../../../shared/curve.ts';
import { epochsAt } from '../../../shared/epochs.ts';
import { ProblemError } from '../../../shared/problem.ts';
import { type FileSystem, nodeFileSystem } from '../../files/fileSystem.ts';
import { appendCurve, readCurve, rewriteCurve } from './curveFile.ts';
import { type CumulativeProgress, createIntervals } from './intervals.ts';

/** Points that are gathered before the file is opened for them. */
const POINTS_AT_ONCE = 32;

/** Keeps a run's curve in memory and in its folder. */
export interface CurveRecorder {
  readonly curve: Curve;
  /** False once the disk refused a point: then the curve is in memory alone. */
  readonly isKept: boolean;
  /** Takes progress; answers the point that it completes, if it does. */
  add(progress: CumulativeProgress): CurvePoint | null;
  /** Writes what was gathered. */
  flush(): void;
}

export interface CurveRecorderOptions {
  readonly path: string;
  /** The checkpoint that the run goes on from; what the curve knows beyond it is forgotten. */
  readonly from: { readonly position: TrainingPosition; readonly tensors: Weights };
  /** Steps of a whole epoch. */
  readonly steps: number;
  /** Told at most once, a sentence: a curve that cannot be kept is no reason to end a run. */
  readonly note: (sentence: string) => void;
  readonly files?: FileSystem;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** Takes a run's curve up where its checkpoint stands. */
export function openCurveRecorder(options: CurveRecorderOptions): CurveRecorder {
  const { path, from, steps, note, files = nodeFileSystem, now } = options;
  const { epoch, step } = from.position;
  const counted =
    'drawn' in from.tensors ? undefined : from.tensors.find(({ name }) => name === METRICS_TENSOR);
  const done = step > 0 && counted ? passMetrics(counted.data) : { loss: 0, accuracy: 0, images: 0 };
  const intervals = createIntervals(epoch, done, now);
  let curve = createCurve();
  let gathered: CurvePoint[] = [];
  let isKept = true;

  const attempt = (action: () => void) => {
    if (!isKept) return;
    try {
      action();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      isKept = false;
      note(`the curve of this run is no longer kept: ${error.message}; training goes on`);
    }
  };
  attempt(() => {
    const found = readCurve(path, files);
    curve = found.curve;
    const { length } = curve;
    curve.cutAfter(epochsAt({ epoch, step, steps }));
    if (curve.length < length || !found.isExact) rewriteCurve(path, curve, files);
  });
  const flush = () => {
    const points = gathered;
    gathered = [];
    attempt(() => appendCurve(path, points, files));
  };

  return {
    get curve() {
      return curve;
    },
    get isKept() {
      return isKept;
    },
    add(progress) {
      const point = intervals(progress);
      if (!point) return null;
      curve.add(point);
      gathered.push(point);
      if (gathered.length >= POINTS_AT_ONCE) flush();
      return point;
    },
    flush,
  };
}
