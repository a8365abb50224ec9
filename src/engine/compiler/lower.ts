import type { Graph } from '../graph/analyse.ts';
import type { ShapedNode } from '../graph/infer.ts';
import { portKey } from '../graph/validate.ts';
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
  const outputs = new Map<string, ValueId>();
  const publish = (node: ShapedNode, values: readonly ValueId[]) =>
    node.outputs.forEach((port, i) => void outputs.set(portKey(node.id, port), values[i]));
  publish(graph.input, [input]);
  graph.nodes.forEach((node, nodeIndex) => {
    if (node === graph.input) return;
    builder.at(node.id);
    const values = node.definition.lower({
      builder,
      params: node.params,
      inputs: node.sources.map((source) => outputs.get(portKey(source.node, source.port)) as ValueId),
      outputs: node.outputShapes,
      training,
      nodeIndex,
      tensor: (name) => tensors.value(`${node.id}.${name}`),
    });
    publish(node, values);
  });
  return outputs.get(portKey(graph.output.id, graph.output.outputs[0])) as ValueId;
}
