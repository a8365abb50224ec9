import type { Shape } from '../../nn/shape.ts';

/** A tensor that is fed, of its placeholder's type; its numbers stay as they are until the run is done. */
export type Feed =
  | { readonly type: 'int32'; readonly data: Int32Array; readonly shape: Shape }
  | { readonly type: 'float32'; readonly data: Float32Array; readonly shape: Shape }
  | { readonly type: 'uint8'; readonly data: Uint8Array; readonly shape: Shape };

/** The numbers or texts of a tensor that was fetched, in row-major order. */
export type Fetched = Float32Array | Int32Array | Uint8Array | readonly string[];

/** A SavedModel that TensorFlow has loaded; its signatures share one session and its variables. */
export interface LoadedModel {
  /**
   * One session run: feeds a signature's inputs and returns its outputs by name. Returns when TensorFlow is done.
   * Throws ProblemError where TensorFlow ran out of memory or lost its GPU.
   */
  run(signature: string, inputs: Readonly<Record<string, Feed>>): Readonly<Record<string, Fetched>>;
  dispose(): void;
}

/** TensorFlow in this process. */
export interface TensorFlowRuntime {
  /** `2.21.0` */
  readonly version: string;
  /** What it computes on, for people: `NVIDIA H100`, or null for the processor. */
  readonly gpu: string | null;
  /** Whether graphs are compiled by XLA; null leaves it to the device. */
  readonly xla: boolean | null;
  /** Threads that one operation is spread over, on the processor. */
  readonly threads: number;
  /** Loads the bytes of a saved_model.pb, and those of its signatures that will be run. */
  load(model: Uint8Array, signatures: readonly string[]): Promise<LoadedModel>;
}
