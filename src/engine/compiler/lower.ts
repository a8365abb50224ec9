import type { Graph } from '../graph/analyse.ts';
import type { ShapedNode } from '../graph/infer.ts';
import type { Builder } from './builder.ts';
import type { ValueId } from './program.ts';
import type { ModelTensors } from './tensors.ts';

interface Lowering {
  readonly builder: Builder;
  readonly graph: Graph;
  readonly tensors: ModelTensors;
  /** The value of the images. */
  readonly input: ValueId;
  readonly training: boolean;
}

/** Appends the forward operations of every node in order; returns the value at the graph's output. */
export function lower({ builder, graph, tensors, input, training }: Lowering): ValueId {
  const outputs = new Map<string, readonly ValueId[]>([[graph.input.id, [input]]]);
  graph.nodes.forEach((node, nodeIndex) => {
    if (node === graph.input) return;
    builder.at(node.id);
    const inputs = node.sources.map((source) => valueOf(source, graph, outputs));
    const values = node.definition.lower({
      builder,
      params: node.params,
      inputs,
      outputs: node.outputShapes,
      training,
      nodeIndex,
      tensor: (name) => tensors.value(`${node.id}.${name}`),
    });
    outputs.set(node.id, values);
  });
  return (outputs.get(graph.output.id) as readonly ValueId[])[0];
}

function valueOf(
  source: ShapedNode['sources'][number],
  graph: Graph,
  outputs: ReadonlyMap<string, readonly ValueId[]>,
): ValueId {
  const node = graph.nodes.find(({ id }) => id === source.node) as ShapedNode;
  return (outputs.get(node.id) as readonly ValueId[])[node.outputs.indexOf(source.port)];
}
