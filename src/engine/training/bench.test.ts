import { expect, test } from 'vitest';
import { valueElements } from '../compiler/program.ts';
import type { Executable } from '../devices/device.ts';
import { benchSteps } from './bench.ts';
import { startTiny, tinySource } from './testing/tinyRun.ts';

test('without images, steps compute on random ones and on random classes', async () => {
  const written = new Map<number, ArrayLike<number>>();
  const wrap = (executable: Executable): Executable => ({
    ...executable,
    write: (value, data) => {
      written.set(value, data.slice());
      return executable.write(value, data);
    },
  });
  const { context, plan } = await startTiny({ wrap });
  const { program } = context;
  const done: number[] = [];
  const { milliseconds } = await benchSteps(
    context,
    plan.training,
    { procedure: 'step', batchSize: 4, warmup: 2, steps: 3 },
    null,
    { onStep: (step) => done.push(step) },
  );
  expect(milliseconds).toHaveLength(3);
  expect(done).toEqual([1, 2, 3, 4, 5]);
  const images = [...(written.get(program.input) as Float32Array)];
  expect(images).toHaveLength(valueElements(program.values[program.input], 4));
  expect(new Set(images).size).toBe(images.length);
  const labels = [...(written.get(program.labels) as Int32Array)];
  expect(labels).toHaveLength(4);
  expect(labels.every((label) => [0, 1, 2].includes(label))).toBe(true);
});

test('steps of a block are timed together, the device awaited after the last', async () => {
  const order: string[] = [];
  const wrap = (executable: Executable): Executable => ({
    ...executable,
    run: (procedure, n, position) => {
      order.push('run');
      return executable.run(procedure, n, position);
    },
    read: (value, n, into) => {
      order.push('read');
      return executable.read(value, n, into);
    },
  });
  const { context, plan } = await startTiny({ wrap, tick: 7 });
  order.length = 0;
  const bench = { procedure: 'step', batchSize: 4, warmup: 1, steps: 6, block: 3 } as const;
  const { milliseconds } = await benchSteps(context, plan.training, bench, null);
  expect(order.join(' ')).toBe('run read run run run read run run run read');
  expect(milliseconds).toHaveLength(2);
  expect(milliseconds[0]).toBeCloseTo(milliseconds[1]);
});

test('evaluation runs its own procedure on whole batches of images, reads the scores and moves no weight', async () => {
  const ran: [string, number][] = [];
  const read: number[] = [];
  const wrap = (executable: Executable): Executable => ({
    ...executable,
    run: (procedure, n, position) => {
      ran.push([procedure, n]);
      return executable.run(procedure, n, position);
    },
    read: (value, n, into) => {
      read.push(value);
      return executable.read(value, n, into);
    },
  });
  const { context, plan } = await startTiny({ wrap });
  const { program } = context;
  const weights = new Float32Array(valueElements(program.values[program.parameters[0].value], 1));
  await context.executable.read(program.parameters[0].value, 1, weights);
  const before = weights.slice();
  read.length = 0;
  const images = tinySource([7, 0, 3, 9, 1, 8, 2, 10, 5, 6]);
  const bench = { procedure: 'evaluate', batchSize: 4, warmup: 1, steps: 3 } as const;
  const { milliseconds } = await benchSteps(context, plan.training, bench, images);
  expect(milliseconds).toHaveLength(3);
  // Ten images make two whole batches, which are taken in turn.
  expect(ran).toEqual(Array(4).fill(['evaluate', 4]));
  expect(read).toEqual(Array(4).fill(program.scores.evaluate));
  await context.executable.read(program.parameters[0].value, 1, weights);
  expect(weights).toEqual(before);
});
