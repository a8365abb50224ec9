/** One point of the training curve: means over the steps since the point before. */
export interface CurvePoint {
  /** In epochs: 2.5 is the middle of the third. */
  readonly at: number;
  readonly loss: number;
  readonly accuracy: number;
}

/** Columns of a curve, equally long, `at` ascending. */
export interface CurveColumns {
  readonly at: Float64Array;
  readonly loss: Float32Array;
  readonly accuracy: Float32Array;
}

/**
 * The training curve of one run, outside React: it grows ten times a second and may hold a million points.
 * Listeners hear of changes once a frame.
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

const MOST_POINTS = 1_000_000;

/**
 * An empty curve. `frame` is requestAnimationFrame in a page. Beyond `most` points, pairs of neighbours
 * become their mean, so that the curve stays whole at half the detail.
 */
export function createCurveBuffer(
  frame: (callback: () => void) => void,
  most: number = MOST_POINTS,
): CurveBuffer {
  let at = new Float64Array(1024);
  let loss = new Float32Array(1024);
  let accuracy = new Float32Array(1024);
  let length = 0;
  let generation = 0;
  let isAnnounced = false;
  const listeners = new Set<() => void>();

  const grow = (capacity: number) => {
    at = grown(at, new Float64Array(capacity));
    loss = grown(loss, new Float32Array(capacity));
    accuracy = grown(accuracy, new Float32Array(capacity));
  };
  const thin = () => {
    const half = length >> 1;
    for (let i = 0; i < half; i++) {
      at[i] = at[2 * i + 1];
      loss[i] = (loss[2 * i] + loss[2 * i + 1]) / 2;
      accuracy[i] = (accuracy[2 * i] + accuracy[2 * i + 1]) / 2;
    }
    length = half;
    generation++;
  };
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
      return length;
    },
    get columns() {
      return {
        at: at.subarray(0, length),
        loss: loss.subarray(0, length),
        accuracy: accuracy.subarray(0, length),
      };
    },
    get generation() {
      return generation;
    },
    append: (point) => {
      if (length > 0 && point.at <= at[length - 1]) {
        length = firstNotBelow(at, length, point.at);
        generation++;
      }
      if (length >= most) thin();
      if (length === at.length) grow(2 * length);
      at[length] = point.at;
      loss[length] = point.loss;
      accuracy[length] = point.accuracy;
      length++;
      announce();
    },
    replace: (columns) => {
      length = columns.at.length;
      if (length > at.length) grow(length + (length >> 2));
      at.set(columns.at);
      loss.set(columns.loss);
      accuracy.set(columns.accuracy);
      generation++;
      while (length > most) thin();
      announce();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Index of the first of `length` ascending values that is at least `value`; `length` where none is. */
export function firstNotBelow(values: Float64Array, length: number, value: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function grown<T extends Float64Array | Float32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
