import { type Analysis, analyse } from '../../engine/graph/analyse.ts';
import { modules } from '../../engine/nn/registry.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { useDocument } from './documentStore.ts';

let judged: GraphDocument | null = null;
let analysis: Analysis | null = null;

/**
 * The judgement of a document: shapes, faults and their mends. Kept until something that matters to it changes;
 * moving and naming nodes does not.
 */
export function analysisOf(document: GraphDocument): Analysis {
  if (analysis === null || judged === null || !isJudgedAlike(judged, document)) {
    analysis = analyse(document, modules);
  }
  judged = document;
  return analysis;
}

/** The open document's analysis, for a component. */
export function useAnalysis(): Analysis {
  return useDocument((state) => analysisOf(state.document));
}

function isJudgedAlike(a: GraphDocument, b: GraphDocument): boolean {
  if (a === b) return true;
  if (a.wires !== b.wires || a.nodes.length !== b.nodes.length) return false;
  return a.nodes.every((node, i) => {
    const other = b.nodes[i];
    return (
      node === other || (node.id === other.id && node.type === other.type && node.params === other.params)
    );
  });
}
