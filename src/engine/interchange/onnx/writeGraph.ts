import { create } from '@bufbuild/protobuf';
import { ProblemError } from '../../../shared/problem.ts';
import type { Graph } from '../../graph/analyse.ts';
import type { ShapedNode } from '../../graph/infer.ts';
import { nodeProblem } from '../../graph/nodes.ts';
import { elements } from '../../nn/shape.ts';
import type { NamedTensor } from '../../tensor.ts';
import { type GraphProto, GraphProtoSchema } from './generated/onnx_pb.js';
import { batchValue, floatTensor, integerTensor, operatorNode } from './messages.ts';
import { moduleWriters } from './modules/registry.ts';
import type { ModuleWriter, WriterContext } from './writer.ts';

/** The name of the ONNX graph's one input. */
export const INPUT = 'input';

/**
 * The ONNX graph of a network in evaluate mode. Each operator has its node's id as its name and `conv1.output` as
 * its output; initialisers have the tensors' file names, `conv1.weight`. The last value is called `outputName`.
 * Throws ProblemError where a module cannot be held by ONNX.
 */
export function writeGraph(
  graph: Graph,
  tensors: ReadonlyMap<string, NamedTensor>,
  outputName: string,
): GraphProto {
  const proto = create(GraphProtoSchema, { name: 'signalbox' });
  proto.input.push(batchValue(INPUT, graph.input.outputShapes[0]));
  proto.output.push(batchValue(outputName, graph.output.outputShapes[0]));
  const values = new Map([[graph.input.id, INPUT]]);
  for (const node of graph.nodes) {
    if (node === graph.input) continue;
    const name = node === graph.output ? outputName : `${node.id}.output`;
    const inputs = node.sources.map((source) => values.get(source.node) as string);
    const output = writerOf(node)(contextOf(node, inputs, name, tensors, proto));
    if (output === name && node !== graph.output)
      proto.valueInfo.push(batchValue(name, node.outputShapes[0]));
    values.set(node.id, output);
  }
  const last = values.get(graph.output.id) as string;
  if (last !== outputName) proto.node.push(operatorNode(graph.output.id, 'Identity', [last], outputName, {}));
  return proto;
}

function writerOf(node: ShapedNode): ModuleWriter {
  const writer = moduleWriters.get(node.definition.type);
  if (writer) return writer;
  throw new ProblemError(
    nodeProblem(node, 'no-onnx', 'this module cannot be written as ONNX; export safetensors instead'),
  );
}

function contextOf(
  node: ShapedNode,
  inputs: readonly string[],
  output: string,
  tensors: ReadonlyMap<string, NamedTensor>,
  proto: GraphProto,
): WriterContext<never> {
  const full = (name: string) => `${node.id}.${name}`;
  const put = (tensor: NamedTensor) => {
    proto.initializer.push(floatTensor(tensor));
    return tensor.name;
  };
  return {
    params: node.params as never,
    inputs,
    inputShapes: node.inputShapes,
    outputShape: node.outputShapes[0],
    tensor: (name) => put(tensors.get(full(name)) as NamedTensor),
    filled: (name, shape, value) =>
      put({ name: full(name), shape, data: new Float32Array(elements(shape)).fill(value) }),
    integers: (name, list) => {
      proto.initializer.push(integerTensor(full(name), list));
      return full(name);
    },
    operator: (type, operands, attributes = {}, value) => {
      const [name, result] = value === undefined ? [node.id, output] : [full(value), full(value)];
      proto.node.push(operatorNode(name, type, operands, result, attributes));
      return result;
    },
    refuse: (message) => {
      throw new ProblemError(nodeProblem(node, 'no-onnx', message));
    },
  };
}
