import type { Hardware } from '../../shared/devices.ts';
import type { Program, ValueId } from '../compiler/program.ts';
import type { ImageSet } from '../data/dataset.ts';
import type { InputFormat } from '../data/prepare.ts';

/** The images of one batch, filled in anew for every step; its arrays are made once, `capacity` images long. */
export interface Batch {
  /** Images in this batch, n <= capacity. */
  count: number;
  /** Their records in the bound image set. */
  readonly indices: Uint32Array;
  /** Their classes, 0-based. */
  readonly labels: Int32Array;
  /** What is done to each, TRANSFORM_SIZE numbers an image (data/transform.ts). */
  readonly transforms: Float32Array;
}

/** Which random numbers a procedure draws: see random/streams.ts. */
export interface Position {
  seed: number;
  epoch: number;
  step: number;
}

export type Procedure = 'step' | 'evaluate';

/** Numbers of a value, in NCHW order whatever the device's own layout. */
export type Numbers = Float32Array | Float64Array;

/**
 * A Program ready to run. `run` may return before the device is done (it then returns a promise, or `read` waits);
 * calls are made one after the other. The reference device holds float64, all others float32.
 */
export interface Executable {
  /** Gives the images that `load` reads, and how they become the input. */
  bind(images: ImageSet, preparation: InputFormat): void | Promise<void>;
  /** Prepares a batch into the Program's input and labels. */
  load(batch: Batch): void | Promise<void>;
  /** Runs a procedure on the n images that lie in the input. */
  run(procedure: Procedure, n: number, position: Position): void | Promise<void>;
  /**
   * Runs a procedure like `run` and writes what each of its operations took into `into`, in milliseconds. Left out where
   * the device cannot tell them apart.
   */
  profile?(procedure: Procedure, n: number, position: Position, into: Float64Array): void | Promise<void>;
  /** Copies a value out into `into`: the first n images of a batch value, all of a fixed one. */
  read(value: ValueId, n: number, into: Numbers): void | Promise<void>;
  /** Copies numbers into a value, from its first element on. */
  write(value: ValueId, data: Numbers | Int32Array): void | Promise<void>;
  dispose(): void;
}

/** How far a device is with what a Program must be compiled to, in kernels. */
export interface CompileProgress {
  readonly done: number;
  readonly total: number;
}

export interface Device {
  readonly name: string;
  /** What runs where, for people: `cpu, 2 threads, relaxed SIMD 4x16`. */
  readonly description: string;
  /** What it can do beyond what all of its kind can, for the list of devices: `buffers of up to 2.0 GiB`. */
  readonly abilities?: string;
  /** What decides the bits of its results, besides the Program: `fused multiply-add`. */
  readonly numerics: string;
  /** What it computes on; `auto` goes by it. */
  readonly hardware: Hardware;
  /** Threads it computes on. */
  readonly threads: number;
  /** `onProgress` is told each time something is compiled, by a device that takes long for it. */
  compile(program: Program, onProgress?: (progress: CompileProgress) => void): Promise<Executable>;
  dispose(): void;
}
