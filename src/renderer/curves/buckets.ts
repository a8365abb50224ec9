import { firstNotBelow } from '../../shared/curve.ts';

/** A line's points, x ascending. */
export interface LinePoints {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** Denser than so many points a pixel, a line is drawn by the least and the most of each pixel column. */
const POINTS_A_PIXEL = 4;

/**
 * The part of a line from `from` to `to`, thinned to what `pixels` columns can show: the least and the most
 * value of each column, in the order they came, at the column's first and third quarter. Peaks survive at any
 * zoom. Where there are few points they stay as they are, with one on each side so that the line leaves the
 * picture.
 */
export function visiblePoints(
  at: Float64Array,
  values: Float32Array,
  from: number,
  to: number,
  pixels: number,
): LinePoints {
  const first = Math.max(0, firstNotBelow(at, at.length, from) - 1);
  const end = Math.min(at.length, firstNotBelow(at, at.length, to) + 1);
  if (end - first <= POINTS_A_PIXEL * pixels || !(to > from)) {
    return { x: at.subarray(first, end), y: values.subarray(first, end) };
  }
  const x = new Float64Array(2 * pixels);
  const y = new Float32Array(2 * pixels);
  const width = (to - from) / pixels;
  let count = 0;
  let i = first;
  for (let column = 0; column < pixels; column++) {
    // The last column takes what lies beyond the border as well.
    const border = column === pixels - 1 ? Infinity : from + (column + 1) * width;
    let least = Infinity;
    let most = -Infinity;
    let leastAt = i;
    let mostAt = i;
    for (; i < end && at[i] < border; i++) {
      const value = values[i];
      if (value < least) {
        least = value;
        leastAt = i;
      }
      if (value > most) {
        most = value;
        mostAt = i;
      }
    }
    if (least > most) continue;
    x[count] = from + (column + 0.25) * width;
    y[count++] = leastAt <= mostAt ? least : most;
    x[count] = from + (column + 0.75) * width;
    y[count++] = leastAt <= mostAt ? most : least;
  }
  return { x: x.subarray(0, count), y: y.subarray(0, count) };
}
