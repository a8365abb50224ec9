/** Threads of a workgroup: `threads / columns` rows of so many columns, both powers of two. */
interface Reduction {
  readonly threads: number;
  readonly columns?: number;
}

/**
 * WGSL of a sum over a workgroup of a power of two of `threads`, always added in the same order: `total(lane, value)`
 * gives it to every thread. All threads must call it, and it may be called again. With `columns`, thread `lane` gets
 * the sum over those of its own column, lane % columns.
 */
export function workgroupSum(threads: number, type: 'f32' | 'vec2f' | 'vec4f' = 'f32', columns = 1): string {
  return reduction('total', type, '+', { threads, columns });
}

/** WGSL of `largest(lane, value)`, the largest float32 of a workgroup or of the thread's column of it. */
export function workgroupMaximum(threads: number, columns = 1): string {
  return reduction('largest', 'f32', 'max', { threads, columns });
}

/** WGSL of a workgroup's `name(lane, value)`, made of two values by `combine`: an operator or a function's name. */
export function reduction(
  name: string,
  type: string,
  combine: string,
  { threads, columns = 1 }: Reduction,
): string {
  const [a, b] = [`parts_of_${name}[lane]`, `parts_of_${name}[lane + reach]`];
  return `
var<workgroup> parts_of_${name}: array<${type}, ${threads}>;
fn ${name}(lane: u32, value: ${type}) -> ${type} {
  parts_of_${name}[lane] = value;
  for (var reach = ${threads / 2}u; reach >= ${columns}u; reach = reach / 2u) {
    workgroupBarrier();
    if (lane < reach) { ${a} = ${/^\w/.test(combine) ? `${combine}(${a}, ${b})` : `${a} ${combine} ${b}`}; }
  }
  workgroupBarrier();
  let whole = parts_of_${name}[lane % ${columns}u];
  workgroupBarrier();
  return whole;
}`;
}
