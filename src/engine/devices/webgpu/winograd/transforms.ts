import { float } from '../kernel.ts';

/** A line of a transform: WGSL statements under names that begin with `name`, and the expressions of its results. */
interface Line {
  readonly statements: string[];
  readonly results: readonly string[];
}

type Transform = (name: string, inputs: readonly string[]) => Line;

const ROOT = Math.SQRT2;
const times = (factor: number, value: string) => `${float(factor)} * ${value}`;

/** e + o and e - o, each written once. */
function evenOdd(name: string, even: string, odd: string): Line {
  const [e, o] = [`${name}e`, `${name}o`];
  return {
    statements: [`let ${e} = ${even};`, `let ${o} = ${odd};`],
    results: [`${e} + ${o}`, `${e} - ${o}`],
  };
}

/**
 * Winograd's F(4x4, 3x3) at the points 0, ±√2/2, ±√2 and infinity: y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A. Bᵀ is
 * (1 0 -5/2 0 1 0), (0 ∓√2 -2 ±√2/2 1 0), (0 ∓√2/2 -1/2 ±√2 1 0), (0 1 0 -5/2 0 1).
 */
export const patchLine: Transform = (name, [d0, d1, d2, d3, d4, d5]) => {
  const near = evenOdd(`${name}n`, `${d4} - ${times(2, d2)}`, `${times(ROOT / 2, d3)} - ${times(ROOT, d1)}`);
  const far = evenOdd(`${name}f`, `${d4} - ${times(0.5, d2)}`, `${times(ROOT, d3)} - ${times(ROOT / 2, d1)}`);
  return {
    statements: [...near.statements, ...far.statements],
    results: [
      `${d0} - ${times(2.5, d2)} + ${d4}`,
      ...near.results,
      ...far.results,
      `${d1} - ${times(2.5, d3)} + ${d5}`,
    ],
  };
};

/** G: (1 0 0), -2/3 (1 ±√2/2 1/2), 1/6 (1 ±√2 2), (0 0 1). */
export const filterLine: Transform = (name, [g0, g1, g2]) => {
  const near = evenOdd(
    `${name}n`,
    `${float(-2 / 3)} * (${g0} + ${times(0.5, g2)})`,
    times((-2 / 3) * (ROOT / 2), g1),
  );
  const far = evenOdd(`${name}f`, `${float(1 / 6)} * (${g0} + ${times(2, g2)})`, times(ROOT / 6, g1));
  return {
    statements: [...near.statements, ...far.statements],
    results: [g0, ...near.results, ...far.results, g2],
  };
};

/** The sums and the differences of what the points ±√2/2, and ±√2, gave. */
function pairsOf(name: string, [m1, m2, m3, m4]: readonly string[]) {
  const [near, nearOdd, far, farOdd] = ['n', 'p', 'f', 'g'].map((part) => `${name}${part}`);
  const statements = [
    `let ${near} = ${m1} + ${m2};`,
    `let ${nearOdd} = ${m1} - ${m2};`,
    `let ${far} = ${m3} + ${m4};`,
    `let ${farOdd} = ${m3} - ${m4};`,
  ];
  return { statements, near, nearOdd, far, farOdd };
}

/** Aᵀ: (1 1 1 1 1 0), (0 ±√2/2 ±√2 0), (0 1/2 1/2 2 2 0), (0 ±√2/4 ±2√2 1). */
export const resultLine: Transform = (name, [m0, m1, m2, m3, m4, m5]) => {
  const { statements, near, nearOdd, far, farOdd } = pairsOf(name, [m1, m2, m3, m4]);
  return {
    statements,
    results: [
      `${m0} + ${near} + ${far}`,
      `${times(ROOT / 2, nearOdd)} + ${times(ROOT, farOdd)}`,
      `${times(0.5, near)} + ${times(2, far)}`,
      `${times(ROOT / 4, nearOdd)} + ${times(2 * ROOT, farOdd)} + ${m5}`,
    ],
  };
};

/** A, the turned Aᵀ: what a gradient of the result is for the products. */
export const spreadLine: Transform = (name, [y0, y1, y2, y3]) => {
  const near = evenOdd(
    `${name}n`,
    `${y0} + ${times(0.5, y2)}`,
    `${times(ROOT / 2, y1)} + ${times(ROOT / 4, y3)}`,
  );
  const far = evenOdd(`${name}f`, `${y0} + ${times(2, y2)}`, `${times(ROOT, y1)} + ${times(2 * ROOT, y3)}`);
  return {
    statements: [...near.statements, ...far.statements],
    results: [y0, ...near.results, ...far.results, y3],
  };
};

/** Gᵀ: from the products' gradient to the filter's. */
export const tapLine: Transform = (name, [m0, m1, m2, m3, m4, m5]) => {
  const { statements, near, nearOdd, far, farOdd } = pairsOf(name, [m1, m2, m3, m4]);
  return {
    statements,
    results: [
      `${m0} + ${times(-2 / 3, near)} + ${times(1 / 6, far)}`,
      `${times((-2 / 3) * (ROOT / 2), nearOdd)} + ${times(ROOT / 6, farOdd)}`,
      `${times(-1 / 3, near)} + ${times(1 / 3, far)} + ${m5}`,
    ],
  };
};

/** WGSL of a transform on both sides of a square: from `size` x `size` inputs, named by row and column, to a square of results. */
export function onBothSides(
  transform: Transform,
  size: number,
  input: (row: number, column: number) => string,
): { readonly statements: string; readonly results: readonly (readonly string[])[] } {
  const statements: string[] = [];
  const range = Array.from({ length: size }, (_, i) => i);
  const columns = range.map((column) => {
    const line = transform(
      `c${column}`,
      range.map((row) => input(row, column)),
    );
    statements.push(...line.statements);
    return line.results.map((result, row) => {
      statements.push(`let t${row}_${column} = ${result};`);
      return `t${row}_${column}`;
    });
  });
  const results = columns[0].map((_, row) => {
    const line = transform(
      `r${row}`,
      columns.map((column) => column[row]),
    );
    statements.push(...line.statements);
    return line.results;
  });
  return { statements: statements.join('\n  '), results };
}
