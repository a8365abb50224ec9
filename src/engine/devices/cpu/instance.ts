/** How long one wait at a barrier lasts before a thread looks at the others, in milliseconds. */
const WAIT = 50;

/** What a kernel module offers. */
export interface Kernels {
  /** Runs a list of commands together with the other threads; not 0 where one failed. See kernels/index.ts. */
  run(
    commands: number,
    count: number,
    threads: number,
    thread: number,
    scratch: number,
    times: number,
  ): number;
  /** Multiplies one tile over and over, for timing. See kernels/probe.ts. */
  timeTiles(left: number, right: number, depth: number, out: number, count: number): void;
  /** 0 exp, 1 log, 2 tanh, 3 sigmoid of 4 x `count` numbers. See kernels/probe.ts. */
  evaluateFunction(which: number, from: number, to: number, count: number): void;
}

/** A kernel module over a memory; every thread makes its own over the same. Only who has commands timed brings a clock. */
export function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  now: () => number = () => 0,
): Kernels {
  // The header never moves, so this view is good for ever, whatever the memory grows to.
  const header = new Int32Array(memory.buffer, 0, 128);
  const wait = (address: number, expected: number) => {
    Atomics.wait(header, address >> 2, expected, WAIT);
  };
  const instance = new WebAssembly.Instance(module, { env: { memory }, barrier: { wait }, index: { now } });
  return instance.exports as unknown as Kernels;
}
