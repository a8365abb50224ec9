import type { GraphDocument, GraphNode, Wire } from '../../shared/document.ts';
import { isSameJson } from '../edits/sameJson.ts';
import { wireKey } from '../store/documentStore.ts';

/**
 * Whether a training step of two documents does the same work: where nodes stand, what they are called, how many
 * epochs there are and how the learning rate goes change nothing about it.
 */
export function isSameWork(a: GraphDocument, b: GraphDocument): boolean {
  return a === b || (areSameNodes(a.nodes, b.nodes) && areSameWires(a.wires, b.wires) && isSameStep(a, b));
}

function areSameNodes(a: readonly GraphNode[], b: readonly GraphNode[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  const known = new Map(a.map((node) => [node.id, node]));
  return b.every((node) => {
    const other = known.get(node.id);
    return other === node || (other?.type === node.type && isSameJson(other.params, node.params));
  });
}

function areSameWires(a: readonly Wire[], b: readonly Wire[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  const known = new Map(a.map((wire) => [wireKey(wire), wire.from]));
  return b.every((wire) => {
    const from = known.get(wireKey(wire));
    return from?.node === wire.from.node && from.port === wire.from.port;
  });
}

function isSameStep({ training: a }: GraphDocument, { training: b }: GraphDocument): boolean {
  return (
    a === b ||
    (a.batchSize === b.batchSize &&
      isSameJson(a.criterion, b.criterion) &&
      isSameJson(a.optimiser, b.optimiser))
  );
}
