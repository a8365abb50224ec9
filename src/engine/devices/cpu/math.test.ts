import { expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { setKernelFlags } from '../../../host/engine/v8Flags.ts';
import { instantiate, type Kernels } from './instance.ts';

setKernelFlags();
const platform = createBuiltPlatform();
const COUNT = 40_000;
const FROM = 1024;
const TO = FROM + 4 * COUNT;

/** Largest error in units in the last place of the float32 result, over COUNT points from low to high. */
function worstError(
  { kernels, memory }: { kernels: Kernels; memory: WebAssembly.Memory },
  which: number,
  exact: (x: number) => number,
  [low, high]: readonly [number, number],
): number {
  const from = new Float32Array(memory.buffer, FROM, COUNT);
  const to = new Float32Array(memory.buffer, TO, COUNT);
  for (let i = 0; i < COUNT; i++) from[i] = low + ((high - low) * i) / (COUNT - 1);
  kernels.evaluateFunction(which, FROM, TO, COUNT / 4);
  let worst = 0;
  for (let i = 0; i < COUNT; i++) {
    const expected = exact(from[i]);
    const unit = 2 ** Math.max(Math.floor(Math.log2(Math.abs(expected))) - 23, -149);
    worst = Math.max(worst, Math.abs(to[i] - expected) / (expected === 0 ? 2 ** -149 : unit));
  }
  return worst;
}

async function load(name: string) {
  const memory = new WebAssembly.Memory({ initial: 8, maximum: 8, shared: true });
  return { kernels: instantiate(await WebAssembly.compile(await platform.kernels(name)), memory), memory };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

test.each(['simd-8', 'relaxed-8', 'relaxed-16'])(
  'exp, log, tanh and sigmoid of %s are right to a few last places',
  async (name) => {
    const loaded = await load(name);
    expect(worstError(loaded, 0, Math.exp, [-3.1, 2.9])).toBeLessThan(2);
    expect(worstError(loaded, 0, Math.exp, [-86.9, 88.7])).toBeLessThan(2);
    expect(worstError(loaded, 0, Math.exp, [-103, -87.1])).toBeLessThan(2);
    expect(worstError(loaded, 1, Math.log, [1.001, 2.7])).toBeLessThan(2);
    expect(worstError(loaded, 1, Math.log, [0.0003, 0.97])).toBeLessThan(2);
    expect(worstError(loaded, 1, Math.log, [2.5, 9.1e4])).toBeLessThan(2);
    expect(worstError(loaded, 2, Math.tanh, [-0.7, 0.69])).toBeLessThan(2);
    expect(worstError(loaded, 2, Math.tanh, [-11.3, 12.1])).toBeLessThan(2);
    expect(worstError(loaded, 3, sigmoid, [-21.3, 19.7])).toBeLessThan(4);
  },
);

test('what has no finite value keeps its meaning', async () => {
  const { kernels, memory } = await load('simd-8');
  const from = new Float32Array(memory.buffer, FROM, 4);
  const to = new Float32Array(memory.buffer, TO, 4);
  const evaluate = (which: number, values: readonly number[]) => {
    from.set(values);
    kernels.evaluateFunction(which, FROM, TO, 1);
    return [...to];
  };
  const { NaN: none, POSITIVE_INFINITY: infinite } = Number;
  expect(evaluate(0, [-infinite, infinite, none, 89.3])).toEqual([0, infinite, none, infinite]);
  expect(evaluate(2, [-infinite, infinite, none, 0])).toEqual([-1, 1, none, 0]);
  expect(evaluate(3, [-infinite, infinite, none, 0])).toEqual([0, 1, none, 0.5]);
});
