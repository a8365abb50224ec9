import { NEWTON_SCHULZ } from '../../../compiler/muon.ts';
import { type Command, fixedTiles, float } from '../command.ts';
import { MULTIPLY_SYMMETRIC } from '../kernels/kernelIds.ts';
import { MUON_BLOCK } from '../kernels/layout.ts';

/** Symmetric matrices that the iteration needs places for: A, and four to work with. */
export const MATRICES = 5;

/** Addresses of two factors and of their product. */
type Product = readonly [left: number, right: number, out: number];

/** The iteration's commands, and where the matrix lies that it leaves. */
export interface Iteration {
  readonly commands: readonly Command[];
  readonly result: number;
}

/**
 * `steps` of Newton and Schulz on A = X Xᵀ [height][height] without X: with B = a*I + b*A + c*A*A a step makes B Q of Q,
 * which is I at first, and B A B of A. In the end Q X is what the steps would have made of X, for two long products in
 * all and not two a step. Each matrix is a polynomial of the first A, so all are symmetric, and so are their products.
 * Of the MATRICES addresses the first is A's, which is lost.
 */
export function iterate(
  [gram, half, ...others]: readonly number[],
  height: number,
  steps: number,
): Iteration {
  const { a, b, c } = NEWTON_SCHULZ;
  const commands: Command[] = [];
  let q: number | null = null;
  for (let step = 1; step <= steps; step++) {
    const [polynomial, next] = others.filter((address) => address !== q);
    const products: Product[] = q === null ? [] : [[polynomial, q, next]];
    if (step < steps) products.push([polynomial, gram, half]);
    commands.push(multiply(height, [[gram, gram, polynomial]], [a, b, c]));
    if (products.length > 0) commands.push(multiply(height, products));
    if (step < steps) commands.push(multiply(height, [[half, polynomial, gram]]));
    q = q === null ? polynomial : next;
  }
  return { commands, result: q as number };
}

/** Each product, or with factors first * I + second * left + third * product. */
function multiply(height: number, products: readonly Product[], factors = [0, 0, 1]): Command {
  return {
    kernel: MULTIPLY_SYMMETRIC,
    tiles: fixedTiles((products.length * height) / MUON_BLOCK),
    arguments: [height, ...factors.map(float), ...products.flat()],
  };
}
