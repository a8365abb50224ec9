import type { Analysis } from '../../engine/graph/analyse.ts';
import { nodeFigures } from './nodeFigures.ts';

/** What a whole graph comes to, over the nodes whose shapes are known. */
export interface GraphTotals {
  /** Learnable parameters. */
  readonly parameters: number;
  /** Running statistics: kept with the weights, not learned. */
  readonly statistics: number;
  /** Numbers at all output ports, per image. */
  readonly outputs: number;
  /** Multiply-adds per image forward. */
  readonly multiplyAdds: number;
  /** Nodes whose shapes are known. */
  readonly known: number;
}

const kept = new WeakMap<Analysis, GraphTotals>();

/** Adds up the figures of all nodes; once for each analysis. */
export function graphTotals(analysis: Analysis): GraphTotals {
  const before = kept.get(analysis);
  if (before) return before;
  let parameters = 0;
  let statistics = 0;
  let outputs = 0;
  let multiplyAdds = 0;
  for (const node of analysis.shaped.values()) {
    const figures = nodeFigures(node);
    parameters += figures.parameters;
    statistics += figures.statistics;
    outputs += figures.outputs;
    multiplyAdds += figures.multiplyAdds ?? 0;
  }
  const totals = { parameters, statistics, outputs, multiplyAdds, known: analysis.shaped.size };
  kept.set(analysis, totals);
  return totals;
}
