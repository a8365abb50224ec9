import { expect, test } from 'vitest';
import { valueElements } from '../compiler/program.ts';
import type { Executable } from '../devices/device.ts';
import { benchSteps } from './bench.ts';
import { startTiny } from './testing/tinyRun.ts';

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
    { batchSize: 4, warmup: 2, steps: 3 },
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
