import type { Shape } from '../nn/shape.ts';

/** Window of a convolution or pooling: kernel, stride and zero padding, width before height as in Torch. */
export interface WindowAttributes {
  readonly kW: number;
  readonly kH: number;
  readonly dW: number;
  readonly dH: number;
  readonly padW: number;
  readonly padH: number;
}

/** How a loss over classes is averaged, and what share of the target is spread over all classes. */
export interface ClassLossAttributes {
  readonly sizeAverage: boolean;
  readonly labelSmoothing: number;
}

/** What follows at once on the same elements: nothing, or max(0, y). */
export type Activation = 'none' | 'relu';

/** What follows a normalisation and its activation: nothing, or max pooling by windows that `isHalving` knows. */
export type Pooling = 'none' | 'halves';

/** Attributes of every operation; an operation without attributes has an empty record. */
export interface OperationAttributes {
  convolution: WindowAttributes & { readonly activation: Activation };
  convolutionInputGradient: WindowAttributes;
  convolutionWeightGradient: WindowAttributes;
  linear: { readonly activation: Activation };
  linearInputGradient: Record<never, never>;
  linearWeightGradient: Record<never, never>;
  channelSum: Record<never, never>;
  maxPooling: WindowAttributes;
  maxPoolingGradient: WindowAttributes;
  averagePooling: WindowAttributes & { readonly countIncludePad: boolean };
  averagePoolingGradient: WindowAttributes & { readonly countIncludePad: boolean };
  batchNormalization: {
    readonly epsilon: number;
    readonly momentum: number;
    readonly activation: Activation;
    readonly pooling: Pooling;
  };
  batchNormalizationGradient: { readonly activation: Activation };
  batchNormalizationEvaluate: {
    readonly epsilon: number;
    readonly activation: Activation;
    readonly pooling: Pooling;
  };
  relu: Record<never, never>;
  reluGradient: Record<never, never>;
  sigmoid: Record<never, never>;
  sigmoidGradient: Record<never, never>;
  tanh: Record<never, never>;
  tanhGradient: Record<never, never>;
  softMax: Record<never, never>;
  softMaxGradient: Record<never, never>;
  logSoftMax: Record<never, never>;
  logSoftMaxGradient: Record<never, never>;
  dropout: { readonly probability: number; readonly scale: number; readonly node: number };
  scale: { readonly factor: number };
  add: Record<never, never>;
  concatenate: { readonly axis: number };
  slice: { readonly axis: number; readonly offset: number; readonly length: number };
  reshape: { readonly shape: Shape };
  classNll: ClassLossAttributes;
  classNllGradient: ClassLossAttributes;
  crossEntropyGradient: ClassLossAttributes;
  oneHot: { readonly classes: number };
  meanSquaredError: { readonly sizeAverage: boolean };
  meanSquaredErrorGradient: { readonly sizeAverage: boolean };
  accumulate: { readonly sizeAverage: boolean };
  sgd: {
    readonly momentum: number;
    readonly dampening: number;
    readonly nesterov: boolean;
    readonly weightDecay: number;
  };
  muon: {
    readonly ratio: number;
    readonly momentum: number;
    readonly nesterov: boolean;
    readonly weightDecay: number;
    readonly steps: number;
  };
  adam: {
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
    readonly weightDecay: number;
  };
  average: Record<never, never>;
}

export type OperationName = keyof OperationAttributes;

/** Attributes of an operation by name. */
export type AttributesOf<K extends OperationName> = OperationAttributes[K];
