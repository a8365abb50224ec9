/**
 * WGSL of a sum over a workgroup of a power of two of \`threads\`, always added in the same order: `total(lane, value)`
 * gives it to every thread. All threads must call it, and it may be called again.
 */
export function workgroupSum(threads: number, type: 'f32' | 'vec2f' | 'vec4f' = 'f32'): string {
  return `
var<workgroup> partial_sums: array<${type}, ${threads}>;
fn total(lane: u32, value: ${type}) -> ${type} {
  partial_sums[lane] = value;
  for (var half = ${threads / 2}u; half > 0u; half = half / 2u) {
    workgroupBarrier();
    if (lane < half) { partial_sums[lane] += partial_sums[lane + half]; }
  }
  workgroupBarrier();
  let sum = partial_sums[0];
  workgroupBarrier();
  return sum;
}`;
}
