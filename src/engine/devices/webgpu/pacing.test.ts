import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPacing, type Pacing } from './pacing.ts';
import { type BoundOperation, cutByCost } from './procedure.ts';

const operationsOf = (costs: readonly number[]): BoundOperation[] =>
  costs.map((cost) => ({ kernels: [], cost }));

describe('operations cut by their cost', () => {
  const costs = fc.array(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 });

  test('are all there, in order, in at most so many runs, none of them empty', () => {
    fc.assert(
      fc.property(costs, fc.integer({ min: 1, max: 70 }), (costs, pieces) => {
        const operations = operationsOf(costs);
        const cut = cutByCost(operations, pieces);
        expect(cut.flat()).toEqual(operations);
        expect(cut.length).toBeLessThanOrEqual(pieces);
        for (const piece of cut) expect(piece.length).toBeGreaterThan(0);
      }),
    );
  });

  test('cost no run more than its share and the operation that it ends with', () => {
    fc.assert(
      fc.property(costs, fc.integer({ min: 1, max: 70 }), (costs, pieces) => {
        const total = costs.reduce((sum, cost) => sum + cost, 0);
        for (const piece of cutByCost(operationsOf(costs), pieces)) {
          const own = piece.map(({ cost }) => cost);
          const last = own.pop() as number;
          const before = own.reduce((sum, cost) => sum + cost, 0);
          expect(before).toBeLessThanOrEqual(total / pieces + 1e-6 * total);
          expect(last).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('are halved where the cost is', () => {
    const cut = cutByCost(operationsOf([5, 1, 1, 3, 4, 6]), 2);
    expect(cut.map((piece) => piece.map(({ cost }) => cost))).toEqual([
      [5, 1, 1, 3],
      [4, 6],
    ]);
  });
});

/** A GPU that is done when it is told to be, and a clock that stands still but for that. */
function stage(costs: { readonly step: readonly number[]; readonly evaluate: readonly number[] }) {
  let time = 1000;
  const waiting: (() => void)[] = [];
  const queue = {
    onSubmittedWorkDone: () => new Promise<undefined>((done) => waiting.push(() => done(undefined))),
  };
  const procedures = { step: operationsOf(costs.step), evaluate: operationsOf(costs.evaluate) };
  const pacing: Pacing = createPacing(queue, procedures, () => time);
  return {
    pacing,
    /** The GPU is done with the first run that it still had, so many milliseconds later. */
    async done(milliseconds: number) {
      time += milliseconds;
      (waiting.shift() as () => void)();
      await new Promise((turn) => setTimeout(turn));
    },
    pieces: (procedure: 'step' | 'evaluate') =>
      pacing.submits(procedure).map((piece) => piece.map(({ cost }) => cost)),
  };
}

const small = { step: [1, 1, 1, 1], evaluate: [1, 1] };

describe('a step', () => {
  test('is one submit until one took more than 250 milliseconds, and then as many as keep below', async () => {
    const { pacing, done, pieces } = stage(small);
    expect(pieces('step')).toEqual([[1, 1, 1, 1]]);
    pacing.submitted('step');
    await done(250);
    expect(pieces('step').length).toBe(1);
    pacing.submitted('step');
    await done(251);
    expect(pieces('step')).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(pieces('evaluate')).toEqual([[1, 1]]);
    pacing.submitted('step');
    await done(990);
    expect(pieces('step')).toEqual([[1], [1], [1], [1]]);
    pacing.submitted('step');
    await done(12);
    expect(pieces('step')).toEqual([[1, 1, 1, 1]]);
  });

  test('that costs a slow GPU long is cut before the first', () => {
    // A second's worth, at 5e7 a millisecond.
    const { pieces } = stage({ step: [1e10, 1e10, 5e9, 1e10, 1e10, 5e9], evaluate: [1] });
    expect(pieces('step')).toEqual([[1e10, 1e10], [5e9], [1e10, 1e10], [5e9]]);
    expect(pieces('evaluate')).toEqual([[1]]);
  });

  test('is timed from when the GPU began it, not from when it was asked for', async () => {
    const { pacing, done, pieces } = stage(small);
    for (let i = 0; i < 3; i++) pacing.submitted('step');
    // Each takes 200: the third is done 600 after it was asked for.
    for (let i = 0; i < 3; i++) await done(200);
    expect(pieces('step').length).toBe(1);
  });
});

test('two runs may wait on the GPU; at the third the caller waits for the first', async () => {
  const { pacing, done } = stage(small);
  expect(pacing.submitted('step')).toBe(undefined);
  expect(pacing.submitted('evaluate')).toBe(undefined);
  const third = pacing.submitted('step');
  let isOver = false;
  void third?.then(() => {
    isOver = true;
  });
  await new Promise((turn) => setTimeout(turn));
  expect([third === undefined, isOver]).toEqual([false, false]);
  await done(5);
  expect(isOver).toBe(true);
  expect(pacing.submitted('step')).not.toBe(undefined);
  for (let i = 0; i < 3; i++) await done(5);
  expect(pacing.submitted('step')).toBe(undefined);
});
