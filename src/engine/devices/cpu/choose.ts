import { fail } from '../../../shared/problem.ts';
import type { Platform } from '../../platform.ts';
import { instantiate, type Kernels } from './instance.ts';

/** The builds of the kernels by the name of their file: instructions, and columns of a tile. */
export const kernelBuilds = [
  { name: 'relaxed-16', columns: 16, relaxed: true, words: 'relaxed SIMD 4x16' },
  { name: 'relaxed-8', columns: 8, relaxed: true, words: 'relaxed SIMD 4x8' },
  { name: 'simd-8', columns: 8, relaxed: false, words: 'SIMD 4x8' },
] as const;

type Build = (typeof kernelBuilds)[number];
export type KernelName = Build['name'];

/** For a person to choose from. */
export const kernelNames: readonly KernelName[] = kernelBuilds.map(({ name }) => name);

/** The build to use, and how fast one thread multiplies with it. */
export interface ChosenKernels {
  readonly name: KernelName;
  /** For people. */
  readonly words: string;
  /** Whether products and sums are rounded once, together. */
  readonly relaxed: boolean;
  readonly module: WebAssembly.Module;
  /** 10^9 multiplications and additions a second. */
  readonly gflops: number;
}

/** Where the trial's operands lie, and how deep its product is. */
const LEFT = 1024;
const RIGHT = 8192;
const OUT = 65536;
const DEPTH = 288;
/** Multiplications of a tile that are timed at once, times its columns. */
const CALLS = 16000;
/** Milliseconds that the runtime is given to optimise the loop, and that one round of measuring takes. */
const WARM_UP = 30;
const ROUND = 1.5;
/** Builds take turns, so that other work on the machine does not meet one of them alone. */
const ROUNDS = 6;

/** A build over a small memory of its own. */
interface Trial {
  readonly build: Build;
  readonly module: WebAssembly.Module;
  readonly kernels: Kernels;
  readonly memory: WebAssembly.Memory;
  gflops: number;
}

/**
 * Chooses by trial, since no version tells what a runtime makes of the wide kernels: the fastest of the builds that
 * it accepts, of those that give the same bits as the narrow one. `only` leaves no choice.
 */
export async function chooseKernels(platform: Platform, only?: KernelName): Promise<ChosenKernels> {
  const trials: Trial[] = [];
  for (const build of kernelBuilds) {
    if (only ? build.name !== only : build.columns === 16 && !platform.wideVectors) continue;
    if (!only && !build.relaxed && trials.length > 0) continue;
    const bytes = await platform.kernels(build.name);
    if (WebAssembly.validate(bytes)) trials.push(prepareTrial(build, await WebAssembly.compile(bytes)));
  }
  for (const trial of trials) measure(trial, platform, WARM_UP);
  for (const trial of trials) trial.gflops = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const trial of trials) measure(trial, platform, ROUND);
  }
  // Only now, since what is compared has to be the optimised code.
  const narrow = trials.find(({ build }) => build.columns === 8);
  const bits = narrow && multiply(narrow);
  const right = trials.filter((trial) => bits === undefined || sameBits(multiply(trial), bits));
  if (right.length === 0) {
    fail(
      'no-simd',
      only
        ? `the kernels ${only} do not run in this runtime, expected others or a newer runtime`
        : 'this runtime has no WebAssembly SIMD, which the CPU device needs; take a newer one',
    );
  }
  const { build, module, gflops } = right.reduce((best, next) => (next.gflops > best.gflops ? next : best));
  return { name: build.name, words: build.words, relaxed: build.relaxed, module, gflops };
}

function prepareTrial(build: Build, module: WebAssembly.Module): Trial {
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 2, shared: true });
  new Float32Array(memory.buffer, LEFT, DEPTH * 4).set(numbers(DEPTH * 4, 7919));
  return { build, module, kernels: instantiate(module, memory), memory, gflops: 0 };
}

/** Multiplies for some milliseconds and keeps the best rate. */
function measure(trial: Trial, platform: Platform, milliseconds: number): void {
  const calls = CALLS / trial.build.columns;
  const end = platform.now() + milliseconds;
  for (let started = platform.now(); started < end; ) {
    trial.kernels.timeTiles(LEFT, RIGHT, DEPTH, OUT, calls);
    const now = platform.now();
    trial.gflops = Math.max(trial.gflops, (CALLS * DEPTH * 8) / ((now - started) * 1e6));
    started = now;
  }
}

/** C[4][16] of a small product. */
function multiply({ build: { columns }, kernels, memory }: Trial): Float32Array {
  const right = numbers(DEPTH * 16, 104729);
  const panel = new Float32Array(memory.buffer, RIGHT, DEPTH * columns);
  const out = new Float32Array(memory.buffer, OUT, 4 * columns);
  const product = new Float32Array(4 * 16);
  for (let first = 0; first < 16; first += columns) {
    const place = (i: number) => Math.floor(i / columns) * 16 + first + (i % columns);
    for (let i = 0; i < panel.length; i++) panel[i] = right[place(i)];
    kernels.timeTiles(LEFT, RIGHT, DEPTH, OUT, 1);
    for (let i = 0; i < out.length; i++) product[place(i)] = out[i];
  }
  return product;
}

/** Lopsided numbers about 0, the same every time. */
function numbers(count: number, step: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => ((i * step) % 1009) / 503 - 1.03);
}

function sameBits(a: Float32Array, b: Float32Array): boolean {
  return a.every((value, i) => Object.is(value, b[i]));
}
