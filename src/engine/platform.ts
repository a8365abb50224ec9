import type { ImageSet } from './data/dataset.ts';
import type { PartReader } from './data/packed/readPacked.ts';
import type { TensorFlowRuntime } from './devices/tensorflow/runtime.ts';

/** A thread that a device started; it runs `devices/cpu/thread.ts` until it is ended. */
export interface Thread {
  /** Resolves once the thread's kernels are compiled and it waits for work; rejects with the reason where it cannot. */
  readonly ready: Promise<void>;
  /** Called where the thread ends by itself, with the reason. */
  onFailure(listener: (reason: string) => void): void;
  terminate(): void;
}

/** What the engine asks of where it runs: Node, a page, a worker. */
export interface Platform {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Lets messages in: resolves after the event loop has turned once. */
  turn(): Promise<void>;
  /** Most bytes of memory this process has had at once. */
  peakBytes(): number;
  /** Processors to use where nobody said how many. */
  readonly processors: number;
  /** True where the processor is x64: only there wide WASM kernels can become 256-bit instructions. */
  readonly wideVectors: boolean;
  /** Bytes of a WASM kernel file by name (`relaxed-16`). */
  kernels(name: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Starts a thread with a message that is copied (WebAssembly modules and shared memory travel in it). */
  startThread(message: unknown): Thread;
  /**
   * TensorFlow in this process, its operations spread over so many threads. Throws ProblemError where it is not set up
   * or cannot be loaded.
   */
  tensorflow(threads: number): Promise<TensorFlowRuntime>;
  /** WebGPU as this place has it. Throws ProblemError where there is none. */
  gpu(): Promise<GPU>;
  /** The images of a cache file. A place that reaches no files has the host read its parts. */
  images(cache: string, parts: PartReader): Promise<ImageSet>;
}
