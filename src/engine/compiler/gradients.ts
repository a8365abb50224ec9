import type { OperationName } from './attributes.ts';
import type { Builder } from './builder.ts';
import type { Operation, ValueId } from './program.ts';

/** What a gradient rule may ask for. */
export interface GradientContext<K extends OperationName> {
  readonly builder: Builder;
  readonly operation: Operation<K>;
  /** Gradient of each output; null where nothing depends on it. */
  readonly outputGradients: readonly (ValueId | null)[];
  /** Whether the gradient of input i is wanted. */
  readonly wanted: (input: number) => boolean;
  /** Where the gradient of a learnable input goes: its place in the flat gradient vector. */
  readonly place: (input: number) => ValueId;
}

/** The gradient of each input, null where it is not wanted or has none. */
export type GradientRule<K extends OperationName> = (context: GradientContext<K>) => (ValueId | null)[];

type Differentiable = Extract<
  OperationName,
  | 'convolution'
  | 'linear'
  | 'maxPooling'
  | 'averagePooling'
  | 'batchNormalization'
  | 'relu'
  | 'sigmoid'
  | 'tanh'
  | 'softMax'
  | 'logSoftMax'
  | 'dropout'
  | 'scale'
  | 'add'
  | 'concatenate'
  | 'reshape'
>;

/** Operations whose gradient needs their output alone. */
function byOutput(
  gradient: 'reluGradient' | 'sigmoidGradient' | 'tanhGradient' | 'softMaxGradient' | 'logSoftMaxGradient',
) {
  return ({ builder, operation, outputGradients: [dy] }: GradientContext<OperationName>) => {
    const y = operation.outputs[0] as ValueId;
    return builder.operation(gradient, [dy, y], {}, [builder.shape(y)]);
  };
}

/** weight and bias of a convolution or linear layer, and its input. */
function affine(
  weightGradient: 'convolutionWeightGradient' | 'linearWeightGradient',
  inputGradient: 'convolutionInputGradient' | 'linearInputGradient',
) {
  return (context: GradientContext<'convolution' | 'linear'>) => {
    const { builder, operation, outputGradients, wanted, place } = context;
    const [x, weight, bias] = operation.inputs as [ValueId, ValueId, ValueId | null];
    const [dy] = outputGradients;
    const { activation: _, ...attributes } = operation.attributes;
    const dweight = builder.operation(weightGradient, [x, dy], attributes as never, [place(1)])[0];
    const dbias = bias === null ? null : builder.operation('channelSum', [dy], {}, [place(2)])[0];
    const dx = wanted(0)
      ? builder.operation(inputGradient, [dy, weight], attributes as never, [builder.shape(x)])[0]
      : null;
    return [dx, dweight, dbias];
  };
}

/** How the gradient of every differentiable operation is written; one entry an operation. */
export const gradientRules: { readonly [K in Differentiable]: GradientRule<K> } = {
  convolution: affine('convolutionWeightGradient', 'convolutionInputGradient'),
  linear: affine('linearWeightGradient', 'linearInputGradient'),
  maxPooling: ({ builder, operation, outputGradients: [dy] }) => {
    const indices = operation.outputs[1];
    return builder.operation('maxPoolingGradient', [dy, indices], operation.attributes, [
      builder.shape(operation.inputs[0] as ValueId),
    ]);
  },
  averagePooling: ({ builder, operation, outputGradients: [dy] }) =>
    builder.operation('averagePoolingGradient', [dy], operation.attributes, [
      builder.shape(operation.inputs[0] as ValueId),
    ]),
  batchNormalization: ({ builder, operation, outputGradients: [dy], place }) => {
    const [x, gamma, beta] = operation.inputs as [ValueId, ValueId | null, ValueId | null];
    const [, mean, inverseDeviation] = operation.outputs;
    const { activation } = operation.attributes;
    const places = [gamma === null ? null : place(1), beta === null ? null : place(2)];
    const operands = [dy, x, gamma, beta, mean, inverseDeviation];
    const [dx] = builder.operation('batchNormalizationGradient', operands, { activation }, [
      builder.shape(x),
      ...places,
      null,
    ]);
    return [dx, ...places, null, null];
  },
  relu: byOutput('reluGradient'),
  sigmoid: byOutput('sigmoidGradient'),
  tanh: byOutput('tanhGradient'),
  softMax: byOutput('softMaxGradient'),
  logSoftMax: byOutput('logSoftMaxGradient'),
  dropout: ({ builder, operation, outputGradients: [dy] }) =>
    builder.operation('dropout', [dy], operation.attributes, [builder.shape(dy as ValueId)]),
  scale: ({ builder, operation, outputGradients: [dy] }) =>
    builder.operation('scale', [dy], operation.attributes, [builder.shape(dy as ValueId)]),
  add: ({ operation, outputGradients: [dy] }) => operation.inputs.map(() => dy),
  concatenate: ({ builder, operation, outputGradients: [dy], wanted }) => {
    const { axis } = operation.attributes;
    let offset = 0;
    return operation.inputs.map((input, i) => {
      const shape = builder.shape(input as ValueId);
      const attributes = { axis, offset, length: shape[axis] };
      offset += shape[axis];
      return wanted(i) ? builder.operation('slice', [dy], attributes, [shape])[0] : null;
    });
  },
  reshape: ({ builder, operation, outputGradients: [dy] }) => {
    const shape = builder.shape(operation.inputs[0] as ValueId);
    return builder.operation('reshape', [dy], { shape }, [shape]);
  },
};

/** The rule of an operation; throws where it has none, which is our fault. */
export function gradientRule(name: OperationName): GradientRule<OperationName> {
  const rule = gradientRules[name as Differentiable];
  if (!rule) throw new Error(`operation ${name} has no gradient rule`);
  return rule as GradientRule<OperationName>;
}
