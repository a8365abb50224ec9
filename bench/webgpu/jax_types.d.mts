// Of @jax-js/jax, what the timings use; the package is not one of the project's.

export interface JaxArray {
  /** The same array, to be taken away once more. */
  readonly ref: JaxArray;
  readonly shape: readonly number[];
  add(other: JaxArray | number): JaxArray;
  sub(other: JaxArray): JaxArray;
  mul(other: JaxArray | number): JaxArray;
  div(other: JaxArray): JaxArray;
  reshape(shape: readonly number[]): JaxArray;
  astype(type: unknown): JaxArray;
  /** The numbers, once they are computed. */
  data(): Promise<Float32Array>;
}

/** Arrays by name, one kind of what a step takes and gives. */
export type Arrays = Record<string, JaxArray>;

export type Loss = (
  weights: Arrays,
  running: Arrays,
  images: JaxArray,
  labels: JaxArray,
  key: JaxArray,
) => [JaxArray, Arrays];

export interface Jax {
  readonly numpy: {
    readonly float32: unknown;
    readonly int32: unknown;
    array(values: readonly number[], how: { dtype: unknown }): JaxArray;
    zeros(shape: readonly number[]): JaxArray;
    ones(shape: readonly number[]): JaxArray;
    unstack(x: JaxArray): JaxArray[];
    matmul(x: JaxArray, y: JaxArray): JaxArray;
    mean(x: JaxArray, axes?: readonly number[]): JaxArray;
    max(x: JaxArray, axes: readonly number[]): JaxArray;
    sum(x: JaxArray, axis: number): JaxArray;
    square(x: JaxArray): JaxArray;
    sqrt(x: JaxArray): JaxArray;
  };
  readonly lax: {
    convGeneralDilated(
      x: JaxArray,
      filters: JaxArray,
      strides: readonly number[],
      padding: readonly (readonly [number, number])[],
    ): JaxArray;
    stopGradient(x: JaxArray): JaxArray;
  };
  readonly nn: {
    relu(x: JaxArray): JaxArray;
    logSoftmax(x: JaxArray): JaxArray;
    oneHot(x: JaxArray, classes: number): JaxArray;
  };
  readonly random: {
    key(seed: number): JaxArray;
    split(key: JaxArray, count: number): JaxArray;
    normal(key: JaxArray, shape: readonly number[]): JaxArray;
    bernoulli(key: JaxArray, share: number, shape: readonly number[]): JaxArray;
  };
  readonly tree: { ref(arrays: Arrays): Arrays };
  /** Opens devices; answers with all that there are. */
  init(device: 'webgpu'): Promise<string[]>;
  defaultDevice(device: 'webgpu'): string;
  blockUntilReady(arrays: unknown): Promise<unknown>;
  jit<F>(f: F): F;
  valueAndGrad(
    loss: Loss,
    how: { hasAux: true },
  ): (...args: Parameters<Loss>) => [[JaxArray, Arrays], Arrays];
}
