import { type Analysis, analyse } from '../../engine/graph/analyse.ts';
import { modules } from '../../engine/nn/registry.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { useDocument } from './documentStore.ts';

/** What a judgement is called in the page's performance timeline. */
const MEASURE = 'analyse';

let judged: GraphDocument | null = null;
let analysis: Analysis | null = null;

/**
 * The judgement of a document: shapes, faults and their mends. Kept until something that matters to it changes;
 * moving and naming nodes does not.
 */
export function analysisOf(document: GraphDocument): Analysis {
  if (analysis === null || judged === null || !isJudgedAlike(judged, document)) {
    analysis = timed(document);
  }
  judged = document;
  return analysis;
}

/** Judges, and leaves the time that took where a profiler and the benchmark see it: the last one only. */
function timed(document: GraphDocument): Analysis {
  const start = performance.now();
  const result = analyse(document, modules);
  performance.clearMeasures(MEASURE);
  performance.measure(MEASURE, { start });
  return result;
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
