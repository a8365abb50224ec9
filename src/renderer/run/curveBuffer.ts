import { type CurveColumns, type CurvePoint, createCurve } from '../../shared/curve.ts';

/**
 * The training curve of one run, outside React: it grows ten times a second and may hold a million points.
 * Listeners hear of changes when `frame` lets them.
 */
export interface CurveBuffer {
  readonly length: number;
  /** What is there now; views that the next append may leave behind. */
  readonly columns: CurveColumns;
  /** Another number once points that were there are there no more: what was derived from them starts anew. */
  readonly generation: number;
  /**
   * Adds a point. One at or before the last takes the curve back to there: a resumed run repeats some steps.
   */
  append(point: CurvePoint): void;
  /** Puts another curve in its place. */
  replace(columns: CurveColumns): void;
  /** Returns how to stop listening. */
  subscribe(listener: () => void): () => void;
}

/** An empty curve. `frame` runs what it is given when there is time to draw; beyond `most` points it halves its detail. */
export function createCurveBuffer(frame: (callback: () => void) => void, most?: number): CurveBuffer {
  const curve = createCurve(most);
  let isAnnounced = false;
  const listeners = new Set<() => void>();

  const announce = () => {
    if (isAnnounced) return;
    isAnnounced = true;
    frame(() => {
      isAnnounced = false;
      for (const listener of listeners) listener();
    });
  };

  return {
    get length() {
      return curve.length;
    },
    get columns() {
      return curve.view();
    },
    get generation() {
      return curve.generation;
    },
    append: (point) => {
      curve.cutAfter(point.at, true);
      curve.add(point);
      announce();
    },
    replace: (columns) => {
      curve.replace(columns);
      announce();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
