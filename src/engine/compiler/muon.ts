import { elements, type Shape } from '../nn/shape.ts';

/**
 * a, b and c of X = a*X + (b*A + c*A*A)*X, A = X*Xᵀ: the quintic Newton-Schulz iteration of Jordan's Muon, steepest
 * at 0 (https://kellerjordan.github.io/posts/muon; torch.optim.Muon has the same numbers).
 */
export const NEWTON_SCHULZ = { a: 3.4445, b: -4.775, c: 2.0315 } as const;

/** A smaller Frobenius norm counts as this, so that a gradient of zeros stays one. */
export const LEAST_NORM = 1e-7;

/** The weight [O, I, kH, kW] of a convolution as the matrix [O, I*kH*kW] that Muon sees. */
export function matrixOf([rows, ...rest]: Shape): { readonly rows: number; readonly columns: number } {
  return { rows, columns: elements(rest) };
}

/** What Muon's rate is multiplied by for a matrix: sqrt(max(1, rows/columns)), torch.optim.Muon's `original`. */
export function matrixScale({ rows, columns }: ReturnType<typeof matrixOf>): number {
  return Math.sqrt(Math.max(1, rows / columns));
}
