import type { ValueId } from '../../../compiler/program.ts';
import {
  type Attribute,
  boolAttribute,
  floatAttribute,
  textAttribute,
  typeAttribute,
} from '../../../interchange/savedModel/attributes.ts';
import { output, type TensorName } from '../../../interchange/savedModel/graphBuilder.ts';
import { elements, type Shape } from '../../../nn/shape.ts';
import { storedShape } from '../layout.ts';
import { reshape } from './arithmetic.ts';
import { activated } from './convolution.ts';
import type { EmitContext, Emitter } from './emitter.ts';

/** What TensorFlow's fused batch normalisation and its gradient have in common. */
function fusedAttributes(epsilon: number, isTraining: boolean): Record<string, Attribute> {
  return {
    T: typeAttribute('float'),
    U: typeAttribute('float'),
    epsilon: floatAttribute(epsilon),
    data_format: textAttribute('NHWC'),
    is_training: boolAttribute(isTraining),
  };
}

/** TensorFlow wants [n, height, width, channels]; an image of another rank is brought to it and back. */
function asImages({ graph }: EmitContext, x: TensorName, shape: Shape): TensorName {
  if (shape.length === 3) return x;
  return reshape(graph, x, [-1, elements(shape) / shape[0], 1, shape[0]]);
}

function asBefore({ graph }: EmitContext, y: TensorName, shape: Shape): TensorName {
  return shape.length === 3 ? y : reshape(graph, y, [-1, ...storedShape(shape)]);
}

/** A vector a channel: a tensor, or all of one number where there is none. */
function perChannel(context: EmitContext, id: ValueId | null, shape: Shape, otherwise: number): TensorName {
  if (id !== null) return context.tensor(id);
  return context.graph.floats(new Float32Array(shape[0]).fill(otherwise));
}

/** Normalises by running statistics. */
function byRunning(
  context: EmitContext,
  inputs: readonly (ValueId | null)[],
  epsilon: number,
): { readonly y: TensorName; readonly reserve: TensorName } {
  const [x, gamma, beta, mean, variance] = inputs as [
    ValueId,
    ValueId | null,
    ValueId | null,
    ValueId,
    ValueId,
  ];
  const shape = context.shape(x);
  const operands = [
    asImages(context, context.tensor(x), shape),
    perChannel(context, gamma, shape, 1),
    perChannel(context, beta, shape, 0),
    context.tensor(mean),
    context.tensor(variance),
  ];
  const attributes = { ...fusedAttributes(epsilon, false), exponential_avg_factor: floatAttribute(1) };
  const fused = context.graph.add('FusedBatchNormV3', operands, attributes);
  return { y: asBefore(context, fused, shape), reserve: output(fused, 5) };
}

export const batchNormalizationEvaluate: Emitter<'batchNormalizationEvaluate'> = (context, call) => {
  const { epsilon, activation } = call.attributes;
  return [activated(context.graph, byRunning(context, call.inputs, epsilon).y, activation)];
};

export const batchNormalization: Emitter<'batchNormalization'> = (context, call) => {
  const { graph, tensor, normalised } = context;
  const { epsilon, momentum, activation } = call.attributes;
  const [x, gamma, beta, runningMean, runningVar] = call.inputs as ValueId[];
  const keep = call.outputs[1] as ValueId;
  if (context.single) {
    const { y, reserve } = byRunning(context, call.inputs, epsilon);
    normalised.set(keep, { epsilon, ownMoments: false, reserve });
    return [activated(graph, y, activation), tensor(runningMean), tensor(runningVar)];
  }
  const shape = context.shape(x);
  const none = graph.floats([]);
  const operands = [
    asImages(context, tensor(x), shape),
    perChannel(context, gamma, shape, 1),
    perChannel(context, beta, shape, 0),
    none,
    none,
  ];
  const attributes = { ...fusedAttributes(epsilon, true), exponential_avg_factor: floatAttribute(1) };
  const fused = graph.add('FusedBatchNormV3', operands, attributes);
  // Outputs 1 and 2 are the batch's mean and its variance with m - 1, as Torch's running one has it.
  context.blend(runningMean, output(fused, 1), momentum);
  context.blend(runningVar, output(fused, 2), momentum);
  normalised.set(keep, { epsilon, ownMoments: true, reserve: output(fused, 5) });
  return [activated(graph, asBefore(context, fused, shape), activation), output(fused, 3), output(fused, 4)];
};

export const batchNormalizationGradient: Emitter<'batchNormalizationGradient'> = (context, call) => {
  const [dy, x, gamma, , mean, inverseDeviation] = call.inputs as ValueId[];
  const kept = context.normalised.get(mean);
  if (!kept) throw new Error('a batch normalisation has a gradient but no forward pass');
  if (call.attributes.activation !== 'none') {
    throw new Error('the gradient of an activation is not fused into that of batch normalisation here');
  }
  const { tensor, graph } = context;
  const shape = context.shape(x);
  const operands = [
    asImages(context, tensor(dy), shape),
    asImages(context, tensor(x), shape),
    perChannel(context, gamma, shape, 1),
    tensor(mean),
    tensor(inverseDeviation),
    kept.reserve,
  ];
  const fused = graph.add('FusedBatchNormGradV3', operands, fusedAttributes(kept.epsilon, kept.ownMoments));
  return [asBefore(context, fused, shape), output(fused, 1), output(fused, 2)];
};
