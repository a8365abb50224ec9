import type { Activation, WindowAttributes } from '../../../compiler/attributes.ts';
import type { ValueId } from '../../../compiler/program.ts';
import {
  type Attribute,
  boolAttribute,
  intsAttribute,
  textAttribute,
} from '../../../interchange/savedModel/attributes.ts';
import type { GraphBuilder, TensorName } from '../../../interchange/savedModel/graphBuilder.ts';
import type { Shape } from '../../../nn/shape.ts';
import { storedShape, storedWeightShape } from '../layout.ts';
import { batchSizes, FLOAT } from './arithmetic.ts';
import type { Emitter } from './emitter.ts';

/** Stride and padding as Conv2D and both its gradients take them. */
function windowAttributes({ kW, kH, dW, dH, padW, padH }: WindowAttributes): Record<string, Attribute> {
  const shared = {
    ...FLOAT,
    strides: intsAttribute([1, dH, dW, 1]),
    dilations: intsAttribute([1, 1, 1, 1]),
    use_cudnn_on_gpu: boolAttribute(true),
    data_format: textAttribute('NHWC'),
  };
  // TensorFlow has its fastest kernels for the paddings that have a name.
  const named = padW === 0 && padH === 0 ? 'VALID' : null;
  const same = dW === 1 && dH === 1 && 2 * padW === kW - 1 && 2 * padH === kH - 1 ? 'SAME' : null;
  const padding = named ?? same ?? 'EXPLICIT';
  const explicit = padding === 'EXPLICIT' ? [0, 0, padH, padH, padW, padW, 0, 0] : [];
  return { ...shared, padding: textAttribute(padding), explicit_paddings: intsAttribute(explicit) };
}

/** Adds a bias by channel. */
export function addBias(graph: GraphBuilder, x: TensorName, bias: TensorName | null): TensorName {
  if (bias === null) return x;
  return graph.add('BiasAdd', [x, bias], { ...FLOAT, data_format: textAttribute('NHWC') });
}

/** What follows at once on the same elements. */
export function activated(graph: GraphBuilder, x: TensorName, activation: Activation): TensorName {
  return activation === 'relu' ? graph.add('Relu', [x], FLOAT) : x;
}

export const convolution: Emitter<'convolution'> = ({ graph, tensor }, { inputs, attributes }) => {
  const [x, weight, bias] = inputs as [ValueId, ValueId, ValueId | null];
  const product = graph.add('Conv2D', [tensor(x), tensor(weight)], windowAttributes(attributes));
  const y = addBias(graph, product, bias === null ? null : tensor(bias));
  return [activated(graph, y, attributes.activation)];
};

export const convolutionInputGradient: Emitter<'convolutionInputGradient'> = (context, call) => {
  const { graph, tensor, shape, size } = context;
  const [dy, weight] = call.inputs as [ValueId, ValueId];
  const sizes = batchSizes(graph, size(), storedShape(shape(call.outputs[0] as ValueId)));
  const operands = [sizes, tensor(weight), tensor(dy)];
  return [graph.add('Conv2DBackpropInput', operands, windowAttributes(call.attributes))];
};

export const convolutionWeightGradient: Emitter<'convolutionWeightGradient'> = (context, call) => {
  const { graph, tensor, shape } = context;
  const [x, dy] = call.inputs as [ValueId, ValueId];
  const sizes = graph.ints(weightSizes(shape(call.outputs[0] as ValueId)));
  const operands = [tensor(x), sizes, tensor(dy)];
  return [graph.add('Conv2DBackpropFilter', operands, windowAttributes(call.attributes))];
};

function weightSizes(shape: Shape): number[] {
  return [...storedWeightShape(shape)];
}
