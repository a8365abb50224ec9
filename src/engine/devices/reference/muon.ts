import { LEAST_NORM, matrixOf, matrixScale, NEWTON_SCHULZ } from '../../compiler/muon.ts';
import type { ReferenceKernel } from './kernel.ts';

/** A matrix, row by row. */
type Matrix = readonly Float64Array[];

export const muon: ReferenceKernel<'muon'> = ({ inputs, attributes }) => {
  const [x, gradients, velocity, hyper] = inputs;
  const { ratio, momentum, nesterov, weightDecay, steps } = attributes;
  const rate = ratio * hyper.data[0];
  const update = gradients.data.map((g, i) => {
    if (momentum === 0) return g;
    const v = momentum * velocity.data[i] + g;
    velocity.data[i] = v;
    return nesterov ? g + momentum * v : v;
  });
  const { rows, columns } = matrixOf(x.shape);
  const matrix = Array.from({ length: rows }, (_, r) => update.subarray(r * columns, (r + 1) * columns));
  const even = rows > columns ? turned(orthogonal(turned(matrix), steps)) : orthogonal(matrix, steps);
  const scale = matrixScale({ rows, columns });
  for (let i = 0; i < x.data.length; i++) {
    const step = scale * even[Math.floor(i / columns)][i % columns];
    x.data[i] = x.data[i] * (1 - rate * weightDecay) - rate * step;
  }
};

/** The Newton-Schulz iteration on a matrix with no more rows than columns. */
function orthogonal(matrix: Matrix, steps: number): Matrix {
  const { a, b, c } = NEWTON_SCHULZ;
  const squares = matrix.reduce((sum, row) => row.reduce((total, value) => total + value ** 2, sum), 0);
  let x: Matrix = matrix.map((row) => row.map((value) => value / Math.max(Math.sqrt(squares), LEAST_NORM)));
  for (let step = 0; step < steps; step++) {
    const gram = product(x, turned(x));
    const polynomial = combined(b, gram, c, product(gram, gram));
    x = combined(a, x, 1, product(polynomial, x));
  }
  return x;
}

function turned(matrix: Matrix): Matrix {
  return Array.from(matrix[0], (_, column) => Float64Array.from(matrix, (row) => row[column]));
}

function product(left: Matrix, right: Matrix): Matrix {
  return left.map((row) => {
    const sums = new Float64Array(right[0].length);
    row.forEach((factor, k) => {
      for (let column = 0; column < sums.length; column++) sums[column] += factor * right[k][column];
    });
    return sums;
  });
}

/** a * x + b * y. */
function combined(a: number, x: Matrix, b: number, y: Matrix): Matrix {
  return x.map((row, r) => row.map((value, column) => a * value + b * y[r][column]));
}
