/** How training went over some steps. */
export interface CurvePoint {
  /** Where the steps end, in epochs: 2.5 is the middle of the third. */
  readonly at: number;
  /** Means over the images of the steps. */
  readonly loss: number;
  readonly accuracy: number;
}

/** Points in the order of training, as columns of equal length; `at` ascends. */
export interface CurveColumns {
  readonly at: Float64Array;
  readonly loss: Float32Array;
  readonly accuracy: Float32Array;
}

/** Training within epochs, as it grows. */
export interface Curve {
  readonly length: number;
  /** Another number once points that were there are there no more: what was derived from them starts anew. */
  readonly generation: number;
  /** Where the last point lies; below every place where there is none. */
  readonly end: number;
  /** Adds a point; one that does not lie after the last is left out. */
  add(point: CurvePoint): void;
  /** Takes away what lies after a place, and with `inclusive` what lies at it too. */
  cutAfter(at: number, inclusive?: boolean): void;
  /** Puts other points in the place of all. */
  replace(columns: CurveColumns): void;
  /** A copy of what is there. */
  columns(): CurveColumns;
  /** What is there, not copied: the next point may leave it behind. */
  view(): CurveColumns;
}

/** Points held at most: at ten a second more than a day. */
const MOST_POINTS = 1_000_000;
const FIRST_CAPACITY = 1024;

/** An empty curve. Beyond `most` points, pairs of neighbours become their mean: half the detail, the whole length. */
export function createCurve(most: number = MOST_POINTS): Curve {
  let columns = allocate(Math.min(most, FIRST_CAPACITY));
  let length = 0;
  let generation = 0;

  const thin = () => {
    const { at, loss, accuracy } = columns;
    const half = length >> 1;
    for (let i = 0; i < half; i++) {
      at[i] = at[2 * i + 1];
      loss[i] = (loss[2 * i] + loss[2 * i + 1]) / 2;
      accuracy[i] = (accuracy[2 * i] + accuracy[2 * i + 1]) / 2;
    }
    length = half;
    generation++;
  };
  const hold = (points: number) => {
    if (points <= columns.at.length) return;
    const larger = allocate(Math.max(points, 2 * columns.at.length));
    larger.at.set(columns.at);
    larger.loss.set(columns.loss);
    larger.accuracy.set(columns.accuracy);
    columns = larger;
  };

  return {
    get length() {
      return length;
    },
    get generation() {
      return generation;
    },
    get end() {
      return length === 0 ? Number.NEGATIVE_INFINITY : columns.at[length - 1];
    },
    add({ at, loss, accuracy }) {
      if (length > 0 && at <= columns.at[length - 1]) return;
      if (length >= most) thin();
      hold(length + 1);
      columns.at[length] = at;
      columns.loss[length] = loss;
      columns.accuracy[length] = accuracy;
      length++;
    },
    cutAfter(at, inclusive = false) {
      let kept = firstNotBelow(columns.at, length, at);
      while (!inclusive && kept < length && columns.at[kept] === at) kept++;
      if (kept === length) return;
      length = kept;
      generation++;
    },
    replace({ at, loss, accuracy }) {
      length = 0;
      hold(at.length);
      length = at.length;
      columns.at.set(at);
      columns.loss.set(loss);
      columns.accuracy.set(accuracy);
      generation++;
      while (length > most) thin();
    },
    columns: () => ({
      at: columns.at.slice(0, length),
      loss: columns.loss.slice(0, length),
      accuracy: columns.accuracy.slice(0, length),
    }),
    view: () => ({
      at: columns.at.subarray(0, length),
      loss: columns.loss.subarray(0, length),
      accuracy: columns.accuracy.subarray(0, length),
    }),
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

function allocate(points: number): CurveColumns {
  return {
    at: new Float64Array(points),
    loss: new Float32Array(points),
    accuracy: new Float32Array(points),
  };
}
