import { type Program, valueElements } from '../../compiler/program.ts';
import { webgpuTarget } from './target.ts';

/** Where the buffers of a Program's memory begin, in bytes: at the plan's segments, save where a larger tensor joins two. */
export function bufferStarts(program: Program): number[] {
  const { bytes: all, segment = Math.max(all, 1) } = program.memory;
  const joined = new Set<number>();
  for (const { offset, bytes } of extents(program)) {
    const last = Math.floor((offset + bytes - 1) / segment);
    for (let at = Math.floor(offset / segment) + 1; at <= last; at++) joined.add(at);
  }
  const count = Math.max(1, Math.ceil(all / segment));
  return Array.from({ length: count }, (_, at) => at)
    .filter((at) => !joined.has(at))
    .map((at) => at * segment);
}

/** All that the plan has a place for. */
function extents(program: Program): { readonly offset: number; readonly bytes: number }[] {
  const { values, capacity, memory } = program;
  const tensors = values.flatMap((value, id) => {
    const offset = memory.offsets[id];
    return value.view || offset < 0 ? [] : [{ offset, bytes: valueElements(value, capacity) * 4 }];
  });
  const workspaces = (['step', 'evaluate'] as const).flatMap((procedure) =>
    program[procedure].flatMap((operation, i) => {
      const offset = memory.workspaces[procedure][i];
      return offset < 0 ? [] : [{ offset, bytes: webgpuTarget.workspace(operation, values, capacity) }];
    }),
  );
  return [...tensors, ...workspaces];
}
