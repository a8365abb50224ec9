import type { GraphDocument, Wire } from '../../shared/document.ts';

/** Which wires lead to each node and which leave it, by node id. */
export interface Wiring {
  readonly incoming: ReadonlyMap<string, readonly Wire[]>;
  readonly outgoing: ReadonlyMap<string, readonly Wire[]>;
}

const known = new WeakMap<GraphDocument['wires'], Wiring>();

/** The wires of a document by node; made once for a list of wires. */
export function wiringOf(wires: GraphDocument['wires']): Wiring {
  const found = known.get(wires);
  if (found) return found;
  const incoming = new Map<string, Wire[]>();
  const outgoing = new Map<string, Wire[]>();
  for (const wire of wires) {
    push(incoming, wire.to.node, wire);
    push(outgoing, wire.from.node, wire);
  }
  const wiring = { incoming, outgoing };
  known.set(wires, wiring);
  return wiring;
}

function push(lists: Map<string, Wire[]>, key: string, wire: Wire): void {
  const list = lists.get(key);
  if (list) list.push(wire);
  else lists.set(key, [wire]);
}
