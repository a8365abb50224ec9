import type { Operation, Value } from './program.ts';

/** Pairs of operations a device can do in one. */
export type Fusion =
  /** convolution, linear or batch normalisation followed by ReLU alone */
  | 'activation'
  /** the gradient of that ReLU inside the batch normalisation's gradient */
  | 'activationGradient'
  /** logSoftMaxGradient of classNllGradient */
  | 'crossEntropy'
  /** batch normalisation, its ReLU with it, followed by a max pooling that `isHalving` knows */
  | 'pooling'
  /** channelSum of the dx of batchNormalizationGradient */
  | 'channelSum';

/** What a device can do, told without the device: the compiler fuses and plans by it. */
export interface Target {
  readonly device: string;
  readonly fusions: ReadonlySet<Fusion>;
  /** True where a reshape moves nothing: its output lies where its input lies. */
  readonly aliasesReshape: boolean;
  /** Byte alignment of every tensor. */
  readonly alignment: number;
  /** Largest number of bytes that one operation can address at once. */
  readonly largestBinding: number;
  /**
   * Bytes of memory that lie together: no tensor crosses a multiple of it, save one that is larger, which begins at
   * one. Not given where all memory does.
   */
  readonly segment?: number;
  /** Bytes of scratch an operation needs at full capacity, by shape alone. */
  readonly workspace: (operation: Operation, values: readonly Value[], capacity: number) => number;
}
