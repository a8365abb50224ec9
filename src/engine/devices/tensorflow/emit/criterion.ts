import type { ValueId } from '../../../compiler/program.ts';
import {
  boolAttribute,
  intAttribute,
  type TypeName,
  typeAttribute,
} from '../../../interchange/savedModel/attributes.ts';
import type { TensorName } from '../../../interchange/savedModel/graphBuilder.ts';
import { elements, type Shape } from '../../../nn/shape.ts';
import { binary, FLOAT, reshape, scalar, select, sum } from './arithmetic.ts';
import type { EmitContext, Emitter } from './emitter.ts';

const CLASSES = 1;

/** [n, classes], true at each image's label. */
function atLabel({ graph, tensor }: EmitContext, labels: ValueId, classes: number): TensorName {
  const on = graph.add('Cast', [graph.ints([1], [])], castAttributes('int32', 'bool'));
  const off = graph.add('Cast', [graph.ints([0], [])], castAttributes('int32', 'bool'));
  const operands = [tensor(labels), graph.ints([classes], []), on, off];
  const attributes = { T: typeAttribute('bool'), TI: typeAttribute('int32'), axis: intAttribute(-1) };
  return graph.add('OneHot', operands, attributes);
}

function castAttributes(from: TypeName, to: TypeName) {
  return { SrcT: typeAttribute(from), DstT: typeAttribute(to), Truncate: boolAttribute(false) };
}

/** The weight of each image's class, [n, 1]: ones where there are no weights. */
function labelWeights(context: EmitContext, mask: TensorName, weights: ValueId | null): TensorName {
  const { graph, tensor } = context;
  const each = weights === null ? scalar(graph, 1) : tensor(weights);
  return sum(graph, select(graph, mask, each, scalar(graph, 0)), [CLASSES], true);
}

/** What a loss over classes is divided by, a scalar; null for 1. */
function divisor(context: EmitContext, own: TensorName, sizeAverage: boolean): TensorName | null {
  return sizeAverage ? sum(context.graph, own, [0, 1], false) : null;
}

function divided({ graph }: EmitContext, x: TensorName, by: TensorName | null): TensorName {
  return by === null ? x : binary(graph, 'RealDiv', x, by);
}

function negated({ graph }: EmitContext, x: TensorName): TensorName {
  return graph.add('Neg', [x], FLOAT);
}

function classesOf({ shape }: EmitContext, scores: ValueId): number {
  return shape(scores)[0];
}

/** The share of the smoothing times each class's weight, [classes] or a scalar where all count alike. */
function spreadWeights({ graph, tensor }: EmitContext, weights: ValueId | null, share: number): TensorName {
  const each = scalar(graph, share);
  return weights === null ? each : binary(graph, 'Mul', tensor(weights), each);
}

export const classNll: Emitter<'classNll'> = (context, { inputs, attributes }) => {
  const { graph, tensor } = context;
  const [x, labels, weights] = inputs as [ValueId, ValueId, ValueId | null];
  const mask = atLabel(context, labels, classesOf(context, x));
  const own = labelWeights(context, mask, weights);
  // Chosen, not multiplied: another class's score may be minus infinity.
  const chosen = sum(graph, select(graph, mask, tensor(x), scalar(graph, 0)), [CLASSES], true);
  const { labelSmoothing } = attributes;
  let each = binary(graph, 'Mul', own, chosen);
  if (labelSmoothing > 0) {
    const spread = spreadWeights(context, weights, labelSmoothing / classesOf(context, x));
    each = binary(
      graph,
      'AddV2',
      binary(graph, 'Mul', each, scalar(graph, 1 - labelSmoothing)),
      sum(graph, binary(graph, 'Mul', tensor(x), spread), [CLASSES], true),
    );
  }
  const total = sum(graph, each, [0, 1], false);
  const loss = negated(context, divided(context, total, divisor(context, own, attributes.sizeAverage)));
  return [reshape(graph, loss, [1])];
};

export const classNllGradient: Emitter<'classNllGradient'> = (context, { inputs, attributes }) => {
  const { graph } = context;
  const [x, labels, weights] = inputs as [ValueId, ValueId, ValueId | null];
  const mask = atLabel(context, labels, classesOf(context, x));
  const own = labelWeights(context, mask, weights);
  const { labelSmoothing, sizeAverage } = attributes;
  const by = divisor(context, own, sizeAverage);
  if (labelSmoothing === 0) {
    return [select(graph, mask, negated(context, divided(context, own, by)), scalar(graph, 0))];
  }
  const kept = binary(graph, 'Mul', own, scalar(graph, 1 - labelSmoothing));
  const spread = spreadWeights(context, weights, labelSmoothing / classesOf(context, x));
  const target = binary(graph, 'AddV2', select(graph, mask, kept, scalar(graph, 0)), spread);
  return [negated(context, divided(context, target, by))];
};

export const crossEntropyGradient: Emitter<'crossEntropyGradient'> = (context, { inputs, attributes }) => {
  const { graph, tensor } = context;
  const [y, labels, weights] = inputs as [ValueId, ValueId, ValueId | null];
  const mask = atLabel(context, labels, classesOf(context, y));
  const own = labelWeights(context, mask, weights);
  const target = select(graph, mask, scalar(graph, 1), scalar(graph, 0));
  const { labelSmoothing, sizeAverage } = attributes;
  const probability = graph.add('Exp', [tensor(y)], FLOAT);
  const error = binary(graph, 'Sub', probability, target);
  const by = divisor(context, own, sizeAverage);
  if (labelSmoothing === 0) return [binary(graph, 'Mul', error, divided(context, own, by))];
  const kept = binary(graph, 'Mul', own, scalar(graph, 1 - labelSmoothing));
  const spread = spreadWeights(context, weights, labelSmoothing / classesOf(context, y));
  // Without weights the spread is one number, and so is its sum over the classes.
  const all = weights === null ? scalar(graph, labelSmoothing) : sum(graph, spread, [0], false);
  const towards = binary(graph, 'Sub', binary(graph, 'Mul', probability, all), spread);
  const both = binary(graph, 'AddV2', binary(graph, 'Mul', error, kept), towards);
  return [divided(context, both, by)];
};

export const oneHot: Emitter<'oneHot'> = (context, { inputs: [labels], attributes: { classes } }) => {
  const { graph } = context;
  const mask = atLabel(context, labels as ValueId, classes);
  return [select(graph, mask, scalar(graph, 1), scalar(graph, 0))];
};

/** The number of elements of a batch, as a scalar; null for 1. */
function elementCount(context: EmitContext, shape: Shape, sizeAverage: boolean): TensorName | null {
  const { graph, sizeFloat } = context;
  return sizeAverage ? binary(graph, 'Mul', sizeFloat(), scalar(graph, elements(shape))) : null;
}

export const meanSquaredError: Emitter<'meanSquaredError'> = (context, { inputs, attributes }) => {
  const { graph, tensor, shape } = context;
  const [x, target] = inputs as [ValueId, ValueId];
  const difference = binary(graph, 'Sub', tensor(x), tensor(target));
  const axes = Array.from({ length: shape(x).length + 1 }, (_, i) => i);
  const total = sum(graph, binary(graph, 'Mul', difference, difference), axes, false);
  const loss = divided(context, total, elementCount(context, shape(x), attributes.sizeAverage));
  return [reshape(graph, loss, [1])];
};

export const meanSquaredErrorGradient: Emitter<'meanSquaredErrorGradient'> = (context, call) => {
  const { graph, tensor, shape } = context;
  const [x, target] = call.inputs as [ValueId, ValueId];
  const twice = binary(graph, 'Mul', binary(graph, 'Sub', tensor(x), tensor(target)), scalar(graph, 2));
  return [divided(context, twice, elementCount(context, shape(x), call.attributes.sizeAverage))];
};

/** What is told is added up on our side, by Kahan's summation, which a graph's optimiser need not respect. */
export const accumulate: Emitter<'accumulate'> = (context, { inputs, attributes }) => {
  const { graph, tensor, sizeFloat } = context;
  const [scores, labels, loss] = inputs as [ValueId, ValueId, ValueId, ValueId];
  const own = reshape(graph, tensor(loss), []);
  context.tell({
    loss: attributes.sizeAverage ? binary(graph, 'Mul', own, sizeFloat()) : own,
    correct: countCorrect(context, scores, labels),
  });
  return [];
};

/** Images whose label has the largest score, the first on ties, and whose scores are all numbers. */
function countCorrect(context: EmitContext, scores: ValueId, labels: ValueId): TensorName {
  const { graph, tensor, sizeFloat } = context;
  const classes = classesOf(context, scores);
  const x = tensor(scores);
  const mask = atLabel(context, labels, classes);
  const own = sum(graph, select(graph, mask, x, scalar(graph, 0)), [CLASSES], true);
  const numbers = graph.floats(Array.from({ length: classes }, (_, i) => i));
  const label = graph.add('Cast', [tensor(labels)], castAttributes('int32', 'float'));
  const earlier = binary(graph, 'Less', numbers, reshape(graph, label, [-1, 1]));
  const tied = graph.add('LogicalAnd', [binary(graph, 'Equal', x, own), earlier]);
  const larger = binary(graph, 'Greater', x, own);
  const worse = graph.add('LogicalOr', [
    graph.add('LogicalOr', [larger, tied]),
    graph.add('IsNan', [x], FLOAT),
  ]);
  const beaten = graph.add('Any', [worse, graph.ints([CLASSES])], {
    Tidx: typeAttribute('int32'),
    keep_dims: boolAttribute(false),
  });
  const wrong = sum(graph, graph.add('Cast', [beaten], castAttributes('bool', 'float')), [0], false);
  return binary(graph, 'Sub', sizeFloat(), wrong);
}
