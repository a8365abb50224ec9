/** Kinds of numbers that tensors of tfjs hold. */
export type TensorType = 'float32' | 'int32' | 'bool';

/** A tensor of tfjs; its memory is TensorFlow's until it is disposed of. */
export interface BackendTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  /** Its numbers or texts in row-major order; waits for them. */
  dataSync(): Float32Array | Int32Array | Uint8Array | readonly string[];
  dispose(): void;
}

/** Tensors by the name of a signature's input or output. */
export type NamedTensors = { readonly [name: string]: BackendTensor };

/** One signature of a SavedModel, in a session that all signatures of one folder share. */
export interface BackendModel {
  /** Runs the signature. Inputs stay the caller's; outputs become the caller's. */
  predict(inputs: NamedTensors): BackendTensor | BackendTensor[] | NamedTensors;
  dispose(): void;
}

/** Of @tensorflow/tfjs-node-gpu, what Signalbox uses. */
export interface Backend {
  readonly node: {
    loadSavedModel(path: string, tags?: readonly string[], signature?: string): Promise<BackendModel>;
  };
  tensor(
    data: Float32Array | Int32Array | Uint8Array,
    shape: readonly number[],
    dtype: TensorType,
  ): BackendTensor;
  add(a: BackendTensor, b: BackendTensor): BackendTensor;
  matMul(a: BackendTensor, b: BackendTensor): BackendTensor;
  dispose(tensors: BackendTensor | readonly BackendTensor[] | NamedTensors): void;
  /** What is held at the moment. */
  memory(): { readonly numTensors: number; readonly numBytes: number };
  /** The present way of computing, which is TensorFlow's library. */
  backend(): {
    readonly binding: { readonly TF_Version: string };
    readonly isUsingGpuDevice: boolean;
  };
}
