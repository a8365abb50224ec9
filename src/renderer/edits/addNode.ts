import { DOCUMENT_LIMITS, type GraphDocument, type GraphNode } from '../../shared/document.ts';
import { fail } from '../../shared/problem.ts';
import { newNodeId } from './nodeIds.ts';
import { type Position, wholePixels } from './position.ts';
import { labelText } from './setLabel.ts';

export { newNodeId } from './nodeIds.ts';

/** A node to be added; it gets its id here. */
export interface NewNode {
  readonly type: string;
  readonly params?: Record<string, unknown>;
  readonly position: Position;
  readonly label?: string;
}

/** Adds a node without wires; returns its id. Throws ProblemError where the project is full. */
export function addNode(draft: GraphDocument, { type, params, position, label }: NewNode): string {
  checkRoom(draft, { nodes: 1, wires: 0 });
  const id = newNodeId(draft, type);
  const node: GraphNode = { id, type, params: { ...params }, position: wholePixels(position) };
  const text = label === undefined ? '' : labelText(label);
  if (text !== '') node.label = text;
  draft.nodes.push(node);
  return id;
}

/** Throws ProblemError where that many more nodes and wires are more than a project file may hold. */
export function checkRoom(
  document: GraphDocument,
  more: { readonly nodes: number; readonly wires: number },
): void {
  for (const name of ['nodes', 'wires'] as const) {
    const count = document[name].length + more[name];
    if (count <= DOCUMENT_LIMITS[name]) continue;
    fail(
      `too-many-${name}`,
      `The project would have ${count} ${name}, expected at most ${DOCUMENT_LIMITS[name]}`,
    );
  }
}
