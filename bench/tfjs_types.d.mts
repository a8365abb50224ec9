// Of @tensorflow/tfjs-node-gpu, what the timings use; its own declarations are not always installed.

export interface Tensor {
  readonly shape: readonly number[];
}

/** A layer's output before anything is computed. */
export interface SymbolicTensor {
  readonly shape: readonly (number | null)[];
}

export interface Layer {
  apply(input: SymbolicTensor | readonly SymbolicTensor[]): SymbolicTensor;
}

export interface Model {
  readonly trainableWeights: readonly { readonly shape: readonly number[] }[];
  compile(how: { optimizer: unknown; loss: string }): void;
  /** One step; answers with the loss once it is done. */
  trainOnBatch(images: Tensor, labels: Tensor): Promise<number>;
}

type MakeLayer = (config: Readonly<Record<string, unknown>>) => Layer;

export interface Tfjs {
  readonly version: { readonly 'tfjs-core': string };
  readonly train: { momentum(rate: number, momentum: number, nesterov: boolean): unknown };
  readonly layers: Readonly<
    Record<
      | 'conv2d'
      | 'batchNormalization'
      | 'reLU'
      | 'maxPooling2d'
      | 'averagePooling2d'
      | 'dropout'
      | 'flatten'
      | 'dense'
      | 'add'
      | 'concatenate'
      | 'softmax',
      MakeLayer
    >
  >;
  input(config: { shape: readonly number[] }): SymbolicTensor;
  model(config: { inputs: SymbolicTensor; outputs: SymbolicTensor }): Model;
  randomNormal(shape: readonly number[]): Tensor;
  randomUniform(shape: readonly number[], low: number, high: number, type: 'int32'): Tensor;
  oneHot(indices: Tensor, depth: number, on: number, off: number, type: 'float32'): Tensor;
  backend(): {
    readonly binding: { readonly TF_Version: string };
    readonly isUsingGpuDevice: boolean;
  };
}
