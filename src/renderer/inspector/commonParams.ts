import type { ParamDeclarations } from '../../engine/nn/params.ts';
import type { GraphNode } from '../../shared/document.ts';
import { isSameValue, valueOrDefault } from '../params/fieldText.ts';

/** What the parameters of several nodes have in common. */
export interface CommonParams {
  /** Those that are alike. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Names of those in which they differ. */
  readonly mixed: ReadonlySet<string>;
}

/** Compares the parameters of nodes of one module; one that is not set counts as its default. */
export function commonParams(nodes: readonly GraphNode[], declarations: ParamDeclarations): CommonParams {
  const values: Record<string, unknown> = {};
  const mixed = new Set<string>();
  for (const [name, declaration] of Object.entries(declarations)) {
    const [first, ...others] = nodes.map(({ params }) =>
      valueOrDefault(declaration, Object.hasOwn(params, name) ? params[name] : undefined),
    );
    if (others.some((other) => !isSameValue(other, first))) mixed.add(name);
    else values[name] = first;
  }
  return { values, mixed };
}

/** How many nodes there are of each type, most first. */
export function countTypes(nodes: readonly GraphNode[]): readonly (readonly [type: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { type } of nodes) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
