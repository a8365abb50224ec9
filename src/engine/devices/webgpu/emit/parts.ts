import type { ValueId } from '../../../compiler/program.ts';
import { type Kernel, writeKernel } from '../kernel.ts';
import type { EmitContext } from './emitter.ts';
import { fixedGroups, LINE, THREADS } from './grid.ts';

/** A value as the sum, in their order, of `parts` vectors of `length` numbers in the workspace, one after the other. */
export function addParts(
  label: string,
  context: EmitContext,
  value: ValueId | null,
  parts: number,
  length: number,
): Kernel {
  return writeKernel({
    label: `${label} sum`,
    operands: { part: { place: context.workspace, type: 'f32' }, out: context.operand(value) },
    workgroupSize: [THREADS],
    workgroups: fixedGroups(Math.ceil(length / THREADS)),
    body: `
  let i = ${LINE} * ${THREADS}u + lane;
  if (i >= ${length}u) { return; }
  var sum = 0.0;
  for (var p = 0u; p < ${parts}u; p++) { sum += part(p * ${length}u + i); }
  set_out(i, sum);`,
  });
}
