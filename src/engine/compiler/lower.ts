import type { Graph } from '../graph/analyse.ts';
import type { ShapedNode } from '../graph/infer.ts';
import { portKey } from '../graph/validate.ts';
import type { Builder } from './builder.ts';
import type { ValueId } from './program.ts';

interface Lowering {
  readonly builder: Builder;
  readonly graph: Graph;
  /** The value that a tensor's numbers are taken from, by its file name. */
  readonly tensor: (name: string) => ValueId;
  /** The value of the images. */
  readonly input: ValueId;
  readonly training: boolean;
}

/** Appends the forward operations of every node in order; returns the value at the graph's output. */
export function lower({ builder, graph, tensor, input, training }: Lowering): ValueId {
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
      tensor: (name) => tensor(`${node.id}.${name}`),
    });
    publish(node, values);
  });
  return outputs.get(portKey(graph.output.id, graph.output.outputs[0])) as ValueId;
}
