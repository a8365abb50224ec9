/** What decides how a workgroup adds up, beside its size. */
export interface Subgroups {
  /** Threads of each subgroup, where they are all alike; null where they are not, or there are none. */
  readonly subgroupSize: number | null;
}

/** How two values become one, by an operator or a function, and what a subgroup does it by. */
interface Combination {
  readonly combined: (a: string, b: string) => string;
  readonly bySubgroup: string;
}

const sum: Combination = { combined: (a, b) => `${a} + ${b}`, bySubgroup: 'subgroupAdd' };
const maximum: Combination = { combined: (a, b) => `max(${a}, ${b})`, bySubgroup: 'subgroupMax' };

/** Most values that each thread goes over, rather than that the workgroup meets once more. */
const FEW = 16;

/**
 * WGSL of a sum over a workgroup of a power of two of `threads`, always added in the same order: `total(lane, value)`
 * gives it to every thread. All threads must call it, and once. With `columns`, thread `lane` gets the sum over those
 * of its own column, lane % columns.
 */
export function workgroupSum(
  subgroups: Subgroups,
  threads: number,
  type: 'f32' | 'vec2f' = 'f32',
  columns = 1,
  name = 'total',
): string {
  return reduction(sum, subgroups, { name, type, threads, columns });
}

/** WGSL of `largest(lane, value)`, the largest float32 of a workgroup or of the thread's column of it. */
export function workgroupMaximum(subgroups: Subgroups, threads: number, columns = 1): string {
  return reduction(maximum, subgroups, { name: 'largest', type: 'f32', threads, columns });
}

interface Reduction {
  readonly name: string;
  readonly type: string;
  readonly threads: number;
  readonly columns: number;
}

/**
 * Every thread shows the others its value, and they meet as seldom as may be: that is what takes time. Small subgroups
 * would leave each thread more values than strips do.
 */
function reduction(combination: Combination, { subgroupSize }: Subgroups, reduced: Reduction): string {
  const { name, type, threads, columns } = reduced;
  const fits =
    subgroupSize !== null && columns === 1 && threads % subgroupSize === 0 && threads / subgroupSize <= FEW;
  const text = fits ? bySubgroups(combination, reduced, subgroupSize) : byStrips(combination, reduced);
  return `
var<workgroup> parts_of_${name}: array<${type}, ${threads}>;
fn ${name}(lane: u32, value: ${type}) -> ${type} {
  parts_of_${name}[lane] = value;
  workgroupBarrier();${text}
}`;
}

/** Each subgroup goes over all values, a strip a thread, and then joins its strips. */
function bySubgroups(combination: Combination, { name, threads }: Reduction, size: number): string {
  return `
  var strip = parts_of_${name}[subgroup_lane];
  ${over(combination, name, 'strip', 'subgroup_lane', threads / size, size)}
  return ${combination.bySubgroup}(strip);`;
}

/** The first threads take a strip each; then each thread goes over the strips of its column. */
function byStrips(combination: Combination, { name, threads, columns }: Reduction): string {
  const rows = threads / columns;
  const strips = rows <= FEW ? rows : 2 ** Math.floor(Math.log2(rows) / 2);
  const reach = strips * columns;
  const column = columns === 1 ? '0u' : `lane % ${columns}u`;
  const meet = `
  if (lane < ${reach}u) {
    var strip = parts_of_${name}[lane];
    ${over(combination, name, 'strip', 'lane', rows / strips, reach)}
    parts_of_${name}[lane] = strip;
  }
  workgroupBarrier();`;
  return `${rows === strips ? '' : meet}
  let column = ${column};
  var whole = parts_of_${name}[column];
  ${over(combination, name, 'whole', 'column', strips, columns)}
  return whole;`;
}

/** Joins to `joined` the values after the first of `count` that lie so many apart. */
function over(
  { combined }: Combination,
  name: string,
  joined: string,
  first: string,
  count: number,
  apart: number,
): string {
  if (count === 1) return '';
  const part = `parts_of_${name}[${first} + k * ${apart}u]`;
  return `for (var k = 1u; k < ${count}u; k++) { ${joined} = ${combined(joined, part)}; }`;
}
