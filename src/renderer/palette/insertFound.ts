import type { GraphDocument } from '../../shared/document.ts';
import { addNode } from '../edits/addNode.ts';
import { firstPorts } from '../edits/firstPorts.ts';
import { connectWire, insertOnWire } from '../edits/wires.ts';
import { sizeOfNew } from './placeModule.ts';
import type { QuickSearchRequest } from './quickSearchStore.ts';

/** Puts the module that was found where the search was asked for, wired to what it was asked from. Returns its id. */
export function insertFound(
  draft: GraphDocument,
  type: string,
  { position, from, wire }: Pick<QuickSearchRequest, 'position' | 'from' | 'wire'>,
): string {
  const inserted = wire === undefined ? null : insertOnWire(draft, wire, { type });
  if (inserted !== null) return inserted;
  // The port that the wire goes to comes to lie under the pointer.
  const above = from?.side === 'input' ? sizeOfNew(type).height : 0;
  const id = addNode(draft, { type, position: { x: position.x, y: position.y - above } });
  if (from === undefined || !draft.nodes.some((node) => node.id === from.node)) return id;
  const { input, output } = firstPorts({ type });
  const end = { node: from.node, port: from.port };
  if (from.side === 'input') {
    if (output !== null) connectWire(draft, { from: { node: id, port: output }, to: end });
  } else if (input !== null) {
    connectWire(draft, { from: end, to: { node: id, port: input } });
  }
  return id;
}
