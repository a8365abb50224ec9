import { operationFlops } from '../../compiler/cost.ts';
import { type Operation, type Program, type ValueId, valueElements } from '../../compiler/program.ts';
import type { Procedure } from '../device.ts';
import type { Arena } from './arena.ts';
import type { EmitContext } from './emit/emitter.ts';
import { emitterOf } from './emit/emitters.ts';
import type { Gpu } from './gpu.ts';
import type { Kernel } from './kernel.ts';
import type { Pipelines } from './pipelines.ts';
import { aligned, type Place } from './place.ts';
import type { BoundKernel, BoundOperation } from './procedure.ts';
import { webgpuTarget } from './target.ts';

/** What moving a number costs beside a multiplication and an addition, about: for the share of a step only. */
const MOVE = 16;

/** The kernels of every operation of a procedure, by operation. */
export function kernelsOf(
  program: Program,
  procedure: Procedure,
  place: (id: ValueId) => Place,
  subgroupSize: number | null = null,
): Kernel[][] {
  const { values, capacity, memory } = program;
  return program[procedure].map((operation, i) => {
    const bytes = aligned(webgpuTarget.workspace(operation, values, capacity));
    const context: EmitContext = {
      place,
      operand: (id, type = 'f32') => (id === null ? null : { place: place(id), type }),
      shape: (id) => values[id as ValueId].shape,
      capacity,
      workspace: { address: memory.workspaces[procedure][i], bytes, shift: 0 },
      subgroupSize,
    };
    return emitterOf(operation).kernels(operation, context);
  });
}

/** Binds the kernels of a procedure, once they are compiled. Rejects with the first ProblemError. */
export async function bindProcedure(
  { device }: Gpu,
  pipelines: Pipelines,
  program: Program,
  procedure: Procedure,
  kernels: readonly (readonly Kernel[])[],
  arena: Arena,
): Promise<BoundOperation[]> {
  const bind = async ({ label, source, bindings, workgroups }: Kernel): Promise<BoundKernel> => {
    const resources = bindings.map(({ address, bytes }) => arena.range(address, bytes));
    const { pipeline, layout } = await pipelines.compile({ label, source, bindings: bindings.length });
    const entries = resources.map((resource, binding) => ({ binding, resource }));
    return { pipeline, bindGroup: device.createBindGroup({ label, layout, entries }), workgroups };
  };
  return Promise.all(
    kernels.map(async (operation, i) => ({
      kernels: await Promise.all(operation.map(bind)),
      cost: costOf(program, program[procedure][i]),
    })),
  );
}

/** What an operation costs at full capacity, in about as many floating-point operations. */
function costOf(program: Program, operation: Operation): number {
  const { values, capacity } = program;
  const moved = [...operation.inputs, ...operation.outputs].reduce<number>(
    (sum, id) => sum + (id === null ? 0 : valueElements(values[id], capacity)),
    0,
  );
  return operationFlops(program, operation, capacity) + MOVE * moved;
}
