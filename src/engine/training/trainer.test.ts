import { expect, test } from 'vitest';
import { ProblemError } from '../../shared/problem.ts';
import type { Executable } from '../devices/device.ts';
import { evaluatePass } from './evaluator.ts';
import { startTiny, type TinyRun, tinySource } from './testing/tinyRun.ts';

const steps = 3;

/** Lets everything that can go on without anyone's doing go on. */
function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function failure(run: TinyRun): Promise<ProblemError> {
  const error = await run.finish().then(
    () => new Error('it went on'),
    (reason: unknown) => reason,
  );
  if (error instanceof ProblemError) return error;
  throw error;
}

test('every image is trained on once an epoch, the last batch partial', async () => {
  const loads: number[][] = [];
  const wrap = (executable: Executable): Executable => ({
    ...executable,
    load: (batch) => {
      loads.push([...batch.indices.subarray(0, batch.count)]);
      return executable.load(batch);
    },
  });
  const run = await startTiny({ wrap, evaluates: false });
  await run.finish();
  expect(loads.map((load) => load.length)).toEqual([4, 4, 2, 4, 4, 2, 4, 4, 2]);
  for (let epoch = 0; epoch < 3; epoch++) {
    const visited = loads.slice(epoch * steps, (epoch + 1) * steps).flat();
    expect(visited.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9, 10]);
  }
});

test('each epoch tells its mean loss and accuracy over its own images alone', async () => {
  const run = await startTiny();
  await run.finish();
  const results = run.checkpoints.flatMap(({ result }) => result ?? []);
  expect(results.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
  for (const { train, validation, test: tested } of results) {
    expect([train.images, validation?.images, tested?.images]).toEqual([10, 5, 2]);
    for (const pass of [train, validation, tested]) {
      expect(pass?.loss).toBeGreaterThan(0.01);
      expect((pass?.accuracy ?? 0) * (pass?.images ?? 0)).toBeCloseTo(
        Math.round((pass?.accuracy ?? 0) * (pass?.images ?? 0)),
        5,
      );
    }
  }
});

test('progress counts the images of its epoch up to all of them', async () => {
  const { progress, finish } = await startTiny({ epochs: 2 });
  await finish();
  expect(progress.map(({ epoch, step, images }) => [epoch, step, images])).toEqual([
    [1, 1, 4],
    [1, 2, 8],
    [1, 3, 10],
    [2, 1, 4],
    [2, 2, 8],
    [2, 3, 10],
  ]);
  expect(
    progress.map(({ secondsLeft, imagesPerSecond }) => Math.round(secondsLeft * imagesPerSecond)),
  ).toEqual([6, 2, 0, 6, 2, 0]);
});

test('after an epoch the held-out images are evaluated with its weights, in their own order', async () => {
  const run = await startTiny({ epochs: 1 });
  await run.finish();
  const result = run.checkpoints[run.checkpoints.length - 1].result;
  const again = await evaluatePass(run.context, tinySource([4, 2, 8, 1, 5], 31));
  expect(again).toEqual(result?.validation);
  const turned = await evaluatePass(run.context, tinySource([5, 1, 8, 2, 4], 31));
  expect([...turned.scores.subarray(0, 3)]).toEqual([...again.scores.subarray(12, 15)]);
  expect(turned.accuracy).toBe(again.accuracy);
});

test('an evaluation does not touch weights or statistics', async () => {
  const once = await startTiny({ epochs: 2 });
  await once.finish();
  const never = await startTiny({ epochs: 2, evaluates: false });
  await never.finish();
  const weights = ({ checkpoints }: TinyRun) =>
    checkpoints[checkpoints.length - 1].tensors.filter(({ name }) => name !== 'training.metrics');
  expect(weights(once)).toEqual(weights(never));
});

test('the optimiser is told the rate of each step: the schedule by epoch, the decay by all steps so far', async () => {
  const told: number[][] = [];
  const wrap = (executable: Executable, program: TinyRun['context']['program']): Executable => ({
    ...executable,
    write: (value, data) => {
      if (value === program.hyper) told.push([...data]);
      return executable.write(value, data);
    },
  });
  await (await startTiny({ wrap, epochs: 2 })).finish();
  // {rate, 1 in the very first step alone}; 0.11 * 0.63 ^ (epoch - 1) / (1 + steps * 0.017).
  expect(told.map(([, first]) => first)).toEqual([1, 0, 0, 0, 0, 0]);
  told.forEach(([rate], calls) => {
    expect(rate).toBeCloseTo((0.11 * 0.63 ** Math.floor(calls / steps)) / (1 + calls * 0.017), 7);
  });
});

test('no epoch at all is a run that is finished with the weights it began with', async () => {
  const run = await startTiny({ epochs: 0 });
  expect(await run.finish()).toBe('finished');
  expect(run.checkpoints.map(({ position }) => position)).toEqual([{ epoch: 1, step: 0 }]);
});

test('the next step waits until a checkpoint is safely kept', async () => {
  let release = () => {};
  let kept = 0;
  const run = await startTiny({
    checkpoint: () => (kept++ === 1 ? new Promise((resolve) => (release = resolve)) : undefined),
  });
  const end = run.finish();
  await idle();
  expect([kept, run.progress.length]).toEqual([2, 1]);
  release();
  await end;
  expect(run.progress).toHaveLength(9);
});

test('a checkpoint that cannot be kept ends the run with its own fault', async () => {
  const full = new ProblemError({ code: 'file-enospc', message: 'could not write last: the disk is full' });
  const run = await startTiny({
    checkpoint: ({ position }) => (position.step === 1 ? Promise.reject(full) : undefined),
  });
  expect(await failure(run)).toBe(full);
});

test('a learning rate that is far too high stops the run at the node, the last good checkpoint as it was', async () => {
  const run = await startTiny({ learningRate: 1e30 });
  const { problem } = await failure(run);
  expect(problem).toMatchObject({ code: 'not-finite', node: 'conv1' });
  expect(problem.message).toMatch(
    /^training stopped in epoch 1 at step \d: conv1\.weight holds numbers that are not finite; the last checkpoint is kept\. /,
  );
  expect(run.checkpoints.length).toBeGreaterThan(0);
  for (const { tensors } of run.checkpoints) {
    for (const { data } of tensors) expect(data.every(Number.isFinite)).toBe(true);
  }
});

/** Plants a number into a tensor before a step is run. */
const planting = (name: string, at: number, value: number) => {
  let runs = 0;
  return (executable: Executable, program: TinyRun['context']['program']): Executable => ({
    ...executable,
    run: async (procedure, n, position) => {
      await executable.run(procedure, n, position);
      const tensor = [...program.parameters, ...program.statistics].find((one) => one.name === name);
      if (tensor && runs++ === at) await executable.write(tensor.value, Float32Array.of(value));
    },
  });
};

test.each([
  ['bn1.running_var', Number.POSITIVE_INFINITY, 'bn1'],
  ['fc1.bias', Number.NaN, 'fc1'],
  ['conv1.weight', Number.NEGATIVE_INFINITY, 'conv1'],
])('%s that becomes %d is found before it is saved', async (name, value, node) => {
  const run = await startTiny({ wrap: planting(name, 1, value) });
  expect((await failure(run)).problem).toMatchObject({ code: 'not-finite', node });
  expect(run.checkpoints.map(({ position }) => position)).toEqual([
    { epoch: 1, step: 0 },
    { epoch: 1, step: 1 },
  ]);
});

test('a loss of the held-out images that is no number stops the run before the epoch is kept', async () => {
  const broken = (executable: Executable, program: TinyRun['context']['program']): Executable => ({
    ...executable,
    run: async (procedure, n, position) => {
      await executable.run(procedure, n, position);
      if (procedure === 'evaluate')
        await executable.write(program.metrics, Float32Array.of(Number.NaN, 0, 1, 5));
    },
  });
  const run = await startTiny({ wrap: broken });
  expect((await failure(run)).message).toContain('the loss is NaN');
  expect(run.checkpoints.every(({ result }) => result === null)).toBe(true);
});
