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

/** The build to use, and how fast one thread multiplies with it. */
export interface ChosenKernels {
  readonly name: KernelName;
  /** For people. */
  readonly words: string;
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
/** Time for the runtime to optimise the loop, and to measure it, in milliseconds. */
const WARM_UP = 30;
const MEASURE = 5;

interface Trial {
  readonly build: Build;
  readonly module: WebAssembly.Module;
  readonly gflops: number;
  /** C[4][16] of a small product. */
  readonly product: Float32Array;
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
    if (WebAssembly.validate(bytes)) trials.push(tryOut(platform, build, await WebAssembly.compile(bytes)));
  }
  const narrow = trials.find(({ build }) => build.columns === 8);
  const right = trials.filter(({ product }) => !narrow || sameBits(product, narrow.product));
  if (right.length === 0) {
    fail('no-simd', 'this runtime has no WebAssembly SIMD, which the CPU device needs; take a newer one');
  }
  const { build, module, gflops } = right.reduce((best, next) => (next.gflops > best.gflops ? next : best));
  return { name: build.name, words: build.words, module, gflops };
}

/** Times one build, then multiplies with it as it is by then: optimised. */
function tryOut(platform: Platform, build: Build, module: WebAssembly.Module): Trial {
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 2, shared: true });
  const kernels = instantiate(module, memory);
  new Float32Array(memory.buffer, LEFT, DEPTH * 4).set(numbers(DEPTH * 4, 7919));
  const calls = CALLS / build.columns;
  const rate = () => {
    const started = platform.now();
    kernels.timeTiles(LEFT, RIGHT, DEPTH, OUT, calls);
    return (CALLS * DEPTH * 8) / ((platform.now() - started) * 1e6);
  };
  const warm = platform.now() + WARM_UP;
  while (platform.now() < warm) rate();
  let gflops = 0;
  const end = platform.now() + MEASURE;
  while (platform.now() < end) gflops = Math.max(gflops, rate());
  return { build, module, gflops, product: multiply(kernels, memory, build.columns) };
}

function multiply(kernels: Kernels, memory: WebAssembly.Memory, columns: number): Float32Array {
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
