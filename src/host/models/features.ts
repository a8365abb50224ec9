import type { Operation, Program } from '../../engine/compiler/program.ts';
import { valueElements } from '../../engine/compiler/program.ts';
import type { Graph } from '../../engine/graph/analyse.ts';

/**
 * A Program whose evaluation ends where the last hidden layer's output lies: at the input of the last Linear, or,
 * where there is none, of the last module with a weight of two dimensions or more. A network without one is left
 * whole: its scores are its features.
 */
export function featureProgram(program: Program, graph: Graph): Program {
  const node = lastWeighted(graph);
  const at = program.evaluate.findIndex((operation) => operation.node === node);
  const features = program.evaluate[at]?.inputs[0];
  if (features === undefined || features === null) return program;
  // What comes before in the list is all it needs, and the plan keeps a value until its consumer has read it.
  const evaluate: readonly Operation[] = program.evaluate.slice(0, at);
  const workspaces = {
    ...program.memory.workspaces,
    evaluate: program.memory.workspaces.evaluate.slice(0, at),
  };
  return {
    ...program,
    evaluate,
    scores: { ...program.scores, evaluate: features },
    kept: [...program.kept, features],
    memory: { ...program.memory, workspaces },
  };
}

/** Features of one image. */
export function featureCount({ values, scores }: Program): number {
  return valueElements(values[scores.evaluate], 1);
}

/** Makes each vector of `size` numbers one of length 1, in place; a vector of zeros stays one. */
export function normaliseEach(vectors: Float32Array, size: number): void {
  for (let at = 0; at < vectors.length; at += size) {
    let sum = 0;
    for (let i = at; i < at + size; i++) sum += vectors[i] * vectors[i];
    const length = Math.sqrt(sum) || 1;
    for (let i = at; i < at + size; i++) vectors[i] /= length;
  }
}

/** A vector of a list, and its cosine with the one asked for. */
export interface Near {
  readonly place: number;
  readonly similarity: number;
}

/** The `count` vectors with the largest cosine to `wanted`, largest first, the first on ties; all have length 1. */
export function nearest(vectors: Float32Array, wanted: Float32Array, count: number): Near[] {
  const size = wanted.length;
  const found: Near[] = [];
  for (let place = 0; place < vectors.length / size; place++) {
    let similarity = 0;
    for (let i = 0; i < size; i++) similarity += vectors[place * size + i] * wanted[i];
    if (found.length === count && similarity <= found[count - 1].similarity) continue;
    const at = found.findIndex((other) => other.similarity < similarity);
    found.splice(at === -1 ? found.length : at, 0, { place, similarity });
    if (found.length > count) found.pop();
  }
  return found;
}

function lastWeighted(graph: Graph): string | null {
  const weighted = graph.nodes.filter(({ definition, params }) =>
    definition.parameters?.(params).some(({ name, shape }) => name === 'weight' && shape.length > 1),
  );
  const linear = weighted.filter(({ definition }) => definition.type === 'Linear');
  return (linear.at(-1) ?? weighted.at(-1))?.id ?? null;
}
