/** How training went over some steps. */
export interface CurvePoint {
  /** Where the steps end, in epochs: 2.5 is the middle of the third. */
  readonly at: number;
  /** Means over the images of the steps. */
  readonly loss: number;
  readonly accuracy: number;
}

/** Points in the order of training, as columns of equal length. */
export interface CurveColumns {
  readonly at: Float64Array;
  readonly loss: Float32Array;
  readonly accuracy: Float32Array;
}

/** Training within epochs, as it grows. */
export interface Curve {
  readonly length: number;
  /** Adds a point; one that does not lie after the last is left out. */
  add(point: CurvePoint): void;
  /** Takes away what lies after a place. */
  cutAfter(at: number): void;
  /** A copy of what is there. */
  columns(): CurveColumns;
}

/** Points held at most: at ten a second more than a day. */
const MOST_POINTS = 1_000_000;
const FIRST_CAPACITY = 1024;

/** An empty curve. Beyond `most` points, pairs of neighbours become their mean: half the detail, the whole length. */
export function createCurve(most: number = MOST_POINTS): Curve {
  let columns = allocate(Math.min(most, FIRST_CAPACITY));
  let length = 0;

  const thin = () => {
    const { at, loss, accuracy } = columns;
    const half = length >> 1;
    for (let i = 0; i < half; i++) {
      at[i] = at[2 * i + 1];
      loss[i] = (loss[2 * i] + loss[2 * i + 1]) / 2;
      accuracy[i] = (accuracy[2 * i] + accuracy[2 * i + 1]) / 2;
    }
    length = half;
  };
  const grow = () => {
    const larger = allocate(Math.min(most, 2 * length));
    larger.at.set(columns.at);
    larger.loss.set(columns.loss);
    larger.accuracy.set(columns.accuracy);
    columns = larger;
  };

  return {
    get length() {
      return length;
    },
    add({ at, loss, accuracy }) {
      if (length > 0 && at <= columns.at[length - 1]) return;
      if (length === most) thin();
      if (length === columns.at.length) grow();
      columns.at[length] = at;
      columns.loss[length] = loss;
      columns.accuracy[length] = accuracy;
      length++;
    },
    cutAfter(at) {
      while (length > 0 && columns.at[length - 1] > at) length--;
    },
    columns: () => ({
      at: columns.at.slice(0, length),
      loss: columns.loss.slice(0, length),
      accuracy: columns.accuracy.slice(0, length),
    }),
  };
}

function allocate(points: number): CurveColumns {
  return {
    at: new Float64Array(points),
    loss: new Float32Array(points),
    accuracy: new Float32Array(points),
  };
}
