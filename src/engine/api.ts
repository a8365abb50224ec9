import type { Hardware } from '../shared/devices.ts';
import type { TrainingSettings } from '../shared/document.ts';
import type { OperationTime } from '../shared/profile.ts';
import type { Program } from './compiler/program.ts';
import type { ImageSet } from './data/dataset.ts';
import type { InputFormat } from './data/prepare.ts';
import type { Interpolation } from './data/transform.ts';
import type { KernelName } from './devices/cpu/choose.ts';
import type { CompileProgress, Procedure } from './devices/device.ts';
import type { Feed, Fetched } from './devices/tensorflow/runtime.ts';
import type { Evaluation } from './training/evaluator.ts';
import type { Weights } from './training/initialise.ts';
import type { TrainingPosition } from './training/position.ts';
import type { Checkpoint, Progress } from './training/trainer.ts';

/** Some images for the engine: of a cache file that it reads itself, or sent along. */
export interface SourceReference {
  readonly images: { readonly cache: string } | { readonly inline: ImageSet };
  readonly indices: Uint32Array;
  readonly format: InputFormat;
  readonly interpolation: Interpolation;
}

export interface OpenRequest {
  readonly program: Program;
  /** A name of `deviceKinds`. */
  readonly device: string;
  readonly threads: number | null;
  /** The build of the CPU device's kernels to take; the fastest if not given. */
  readonly kernel?: KernelName;
  readonly seed: number;
  readonly tensors: Weights;
}

/** One run from some position on; plain data, the same for every device. */
export interface TrainingJob {
  readonly settings: TrainingSettings;
  readonly train: SourceReference;
  readonly validation: SourceReference | null;
  readonly test: SourceReference | null;
  readonly from: TrainingPosition;
  /** Epochs done at the last result; 0 before the first. */
  readonly reported: number;
  readonly checkpointSeconds: number;
}

/** Which devices are asked after. */
export interface DevicesRequest {
  readonly threads: number | null;
  /** Names of `deviceKinds` that this engine can serve; all if not given. */
  readonly names?: readonly string[];
}

/** What was found of a device when it was opened and tried. */
export interface DeviceReport {
  /** A name of `deviceKinds`. */
  readonly name: string;
  /** Whether it can be had and passed its self-test. */
  readonly available: boolean;
  /** What it computes on; null where it is not available. */
  readonly kind: Hardware | null;
  /** What it would run on, or why it is not to be had. */
  readonly description: string;
}

export interface BenchRequest {
  readonly settings: TrainingSettings;
  /** What a step is: one of training, or the evaluation of a batch. */
  readonly procedure: Procedure;
  readonly warmup: number;
  readonly steps: number;
  /** Steps that are timed together; 1 if not given. A profile times each by itself. */
  readonly block?: number;
  /** Images to prepare within each step; null computes on what lies in the input. */
  readonly source: SourceReference | null;
  /** Also tell what each operation took. */
  readonly profile: boolean;
}

export interface BenchResult {
  /** A step, of each block. */
  readonly milliseconds: readonly number[];
  /** What choosing and preparing its images took. */
  readonly inputMilliseconds: readonly number[];
  /** Of each operation of a step; null where it was not asked for or the device cannot tell. */
  readonly profile: readonly OperationTime[] | null;
  /** Most memory the engine's process has had at once. */
  readonly peakBytes: number;
  /** Threads the device computes on. */
  readonly threads: number;
}

/** Questions to a SavedModel, be it ours or not. */
export interface ModelRunRequest {
  /** Of a saved_model.pb without files of variables. */
  readonly model: Uint8Array;
  readonly threads: number | null;
  readonly runs: readonly {
    readonly signature: string;
    readonly inputs: Readonly<Record<string, Feed>>;
  }[];
}

export interface ModelRunResult {
  /** What ran it, for people: `TensorFlow 2.21.0`. */
  readonly ranIn: string;
  /** Of each run, by the name of the output. */
  readonly outputs: readonly Readonly<Record<string, Fetched>>[];
}

/** What the engine does for the host. `open` comes before all else but `devices`, `readAhead` and `runModel`. */
export interface EngineApi {
  /** Opens and tries each kind of device that is asked after in turn. */
  devices(request: DevicesRequest): Promise<DeviceReport[]>;
  open(request: OpenRequest): Promise<{ readonly description: string; readonly numerics: string }>;
  /** Reads a cache file's images before they are asked for; what is wrong with it is told to who asks. */
  readAhead(images: { readonly cache: string }): Promise<void>;
  train(job: TrainingJob): Promise<'finished' | 'stopped'>;
  evaluate(source: SourceReference): Promise<Evaluation>;
  bench(request: BenchRequest): Promise<BenchResult>;
  /** Runs a SavedModel in TensorFlow; of the Program that is open it knows nothing. */
  runModel(request: ModelRunRequest): Promise<ModelRunResult>;
  control(action: 'pause' | 'resume' | 'stop'): void;
}

/** What the host does for the engine while it trains. `checkpoint` answers once all is safely kept. */
export interface TrainingHost {
  progress(progress: Progress): void;
  checkpoint(checkpoint: Checkpoint): Promise<void>;
}

/** What the host is told while the engine opens. */
export interface OpeningHost {
  /** How far the device is with the Program's kernels; told some ten times a second. */
  compiling(progress: CompileProgress): void;
}

/** What the host is told while the engine times steps. */
export interface BenchHost {
  /** So many steps of the bench under way are done, untimed ones among them; told some ten times a second. */
  benched(steps: number): void;
}

/** What the host reads for an engine that reaches no files; only of cache files that it named to this engine itself. */
export interface CacheHost {
  /** Bytes of a cache file, 0 where it is gone. */
  cacheSize(request: { readonly cache: string }): number;
  /** Bytes of a cache file from a position on; fewer than asked for only where it ends. */
  readCache(request: {
    readonly cache: string;
    readonly position: number;
    readonly length: number;
  }): Uint8Array;
}

/** The last word of an engine that cannot end itself, as a page cannot. */
export interface FailureHost {
  /** The engine is of no use any more; the reason reads on after "is gone: ". */
  failed(reason: string): void;
}

/** All that an engine may ask of its host. */
export type EngineHost = OpeningHost & TrainingHost & BenchHost & CacheHost & FailureHost;
