// Of tfjs, by @tensorflow/tfjs-node-gpu and on WebGPU, what the timings use; its own declarations are not always installed.

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

/** What both have. */
export interface TfjsLayers {
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
}

export interface TfjsWebgpu extends TfjsLayers {
  /** Answers with whether it is there. */
  setBackend(name: 'webgpu'): Promise<boolean>;
}

/** On TensorFlow. */
export interface Tfjs extends TfjsLayers {
  backend(): {
    readonly binding: { readonly TF_Version: string };
    readonly isUsingGpuDevice: boolean;
  };
}
