import type { GraphDocument, Wire } from '../../shared/document.ts';

type Port = Wire['from'];

/** Stands for more than one source: nobody can say which wire should go on. */
const MANY = Symbol('many sources');

/**
 * Removes nodes and heals what is left: a node that a removed one fed is fed by what fed the removed one, where that
 * is a single port. A chain or a whole block goes as one.
 */
export function removeNodes(draft: GraphDocument, ids: ReadonlySet<string>): void {
  const nodes = draft.nodes.filter(({ id }) => !ids.has(id));
  if (nodes.length === draft.nodes.length) return;
  const sources = outsideSources(draft.wires, ids);
  const wires: Wire[] = [];
  let changed = false;
  for (const wire of draft.wires) {
    const healed = healedWire(wire, ids, sources);
    if (healed !== wire) changed = true;
    if (healed) wires.push(healed);
  }
  draft.nodes = nodes;
  if (changed) draft.wires = wires;
}

/** The wire as it is, the one that takes its place, or null where none can. */
function healedWire(
  wire: Wire,
  removed: ReadonlySet<string>,
  sources: ReadonlyMap<string, Port | typeof MANY>,
): Wire | null {
  if (removed.has(wire.to.node)) return null;
  if (!removed.has(wire.from.node)) return wire;
  const source = sources.get(wire.from.node);
  if (source === undefined || source === MANY || source.node === wire.to.node) return null;
  return { from: { node: source.node, port: source.port }, to: { node: wire.to.node, port: wire.to.port } };
}

/** Which port outside the removed nodes feeds each of them, through as many of them as it takes. */
function outsideSources(
  wires: readonly Wire[],
  removed: ReadonlySet<string>,
): ReadonlyMap<string, Port | typeof MANY> {
  const sources = new Map<string, Port | typeof MANY>();
  const inside = new Map<string, string[]>();
  const waiting: string[] = [];

  function feed(node: string, source: Port | typeof MANY): void {
    const known = sources.get(node);
    const merged = known === undefined || isSame(known, source) ? source : MANY;
    if (known !== undefined && isSame(known, merged)) return;
    sources.set(node, merged);
    waiting.push(node);
  }

  for (const { from, to } of wires) {
    if (!removed.has(to.node) || !removed.has(from.node)) continue;
    const fed = inside.get(from.node);
    if (fed) fed.push(to.node);
    else inside.set(from.node, [to.node]);
  }
  for (const { from, to } of wires) {
    if (removed.has(to.node) && !removed.has(from.node)) feed(to.node, from);
  }
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const source = sources.get(node);
    if (source === undefined) continue;
    for (const next of inside.get(node) ?? []) feed(next, source);
  }
  return sources;
}

function isSame(a: Port | typeof MANY, b: Port | typeof MANY): boolean {
  if (a === MANY || b === MANY) return a === b;
  return a.node === b.node && a.port === b.port;
}
