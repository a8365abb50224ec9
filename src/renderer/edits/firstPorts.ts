import { resolveNode } from '../../engine/graph/nodes.ts';
import { modules } from '../../engine/nn/registry.ts';

/** The ports by which a new node goes into a chain; null where its module has none, or is unknown. */
export function firstPorts({
  type,
  params = {},
}: {
  readonly type: string;
  readonly params?: Record<string, unknown>;
}): { readonly input: string | null; readonly output: string | null } {
  const { node } = resolveNode({ id: 'new', type, params }, modules);
  return { input: node?.inputs[0] ?? null, output: node?.outputs[0] ?? null };
}
