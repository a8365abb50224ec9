import { expect, test } from 'vitest';
import { ProblemError } from '../../shared/problem.ts';
import { createControl } from './control.ts';
import { nonFiniteProblem } from './finite.ts';
import { confusionMatrix, passMetrics, predictions, topClasses } from './metrics.ts';
import { createPace } from './pace.ts';
import { schedules } from './schedules/registry.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';
import { startTiny } from './testing/tinyRun.ts';

const at = (epoch: number) => ({ epoch, step: 1, stepsPerEpoch: 3, totalSteps: 150 });

test('the schedule step multiplies the rate every so many epochs, from the first one on', () => {
  const step = schedules.get('step');
  const rate = (epoch: number) => step?.rate({ every: 20, factor: 0.1 }, 0.7, at(epoch)) ?? 0;
  expect([1, 20].map(rate)).toEqual([0.7, 0.7]);
  expect(rate(21)).toBeCloseTo(0.07, 12);
  expect(rate(40)).toBeCloseTo(0.07, 12);
  expect(rate(41)).toBeCloseTo(0.007, 12);
});

test('the schedule constant never changes the rate', () => {
  for (const epoch of [1, 50]) expect(schedules.get('constant')?.rate({}, 0.7, at(epoch))).toBe(0.7);
});

test('a pass that saw no image has no loss, and one that did has its mean with the compensation taken off', () => {
  expect(passMetrics(new Float32Array(4))).toEqual({ loss: 0, accuracy: 0, images: 0 });
  expect(passMetrics(Float32Array.of(10.5, 0.5, 3, 8))).toEqual({ loss: 1.25, accuracy: 0.375, images: 8 });
});

test('a confusion matrix counts by true class, then by prediction', () => {
  expect(confusionMatrix([2, 0, 0, 2], [1, 0, 2, 1], 3)).toEqual([
    [1, 0, 1],
    [0, 0, 0],
    [0, 2, 0],
  ]);
});

test('of equal scores the first class is predicted', () => {
  expect([...predictions(Float32Array.of(1, 3, 3, -2, -5, -2), 3)]).toEqual([1, 0]);
  expect(topClasses([0.1, 0.4, 0.1, 0.4], 3)).toEqual([1, 3, 0]);
  expect(topClasses([0.25, 0.75], 5)).toEqual([1, 0]);
});

test('a control lets through, holds, and lets go on resume or stop', async () => {
  const control = createControl();
  await control.whenRunning();
  const passed: string[] = [];
  control.pause();
  const waiting = control.whenRunning().then(() => passed.push('resumed'));
  await Promise.resolve();
  expect([passed, control.stopped]).toEqual([[], false]);
  control.resume();
  await waiting;
  control.pause();
  const held = control.whenRunning().then(() => passed.push('stopped'));
  control.stop();
  await held;
  expect([passed, control.stopped]).toEqual([['resumed', 'stopped'], true]);
  control.pause();
  await control.whenRunning();
});

test('time aside is no training time, and what is due is due once', async () => {
  let now = 1000;
  const pace = createPace({ now: () => now }, 2);
  pace.add(30);
  now += 500;
  expect([pace.turnIsDue(), pace.turnIsDue(), pace.progressIsDue(), pace.progressIsDue()]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  await pace.aside(async () => {
    now += 60_000;
  });
  expect([pace.seconds(), pace.imagesPerSecond()]).toEqual([0.5, 60]);
  expect(pace.checkpointIsDue()).toBe(true);
  pace.saved();
  now += 1999;
  expect(pace.checkpointIsDue()).toBe(false);
  now += 1;
  expect(pace.checkpointIsDue()).toBe(true);
});

test('a tensor that is not finite is named before the loss, the running loss never', () => {
  const position = { epoch: 4, step: 7 };
  const tensor = (name: string, value: number) => ({ name, shape: [1], data: Float32Array.of(value) });
  const found = (loss: number, ...tensors: ReturnType<typeof tensor>[]) =>
    nonFiniteProblem(tensors, position, loss)?.problem;
  expect(found(0.5, tensor('a.weight', 1), tensor('training.metrics', Number.NaN))).toBeUndefined();
  expect(found(Number.NaN, tensor('a.weight', 1))).toMatchObject({
    code: 'not-finite',
    message: expect.stringContaining('in epoch 4 at step 7: the loss is NaN;'),
  });
  expect(found(Number.NaN, tensor('a.weight', 1))?.node).toBeUndefined();
  expect(found(Number.NaN, tensor('fc1.weight', -1 / 0))?.node).toBe('fc1');
  const state = found(1, tensor('optimiser.velocity.fc1.weight', Number.NaN));
  expect([state?.node, state?.message]).toEqual([
    undefined,
    expect.stringContaining('optimiser.velocity.fc1.weight holds'),
  ]);
});

test('what is read of a device can be written to another and read again, names by parameter', async () => {
  const run = await startTiny({ epochs: 1 });
  await run.finish();
  const { executable, program } = run.context;
  const tensors = await readSnapshot(executable, program);
  expect(tensors.map(({ name }) => name)).toEqual([
    ...['conv1.weight', 'conv1.bias', 'bn1.weight', 'bn1.bias', 'fc1.weight', 'fc1.bias'],
    ...['bn1.running_mean', 'bn1.running_var'],
    ...['conv1.weight', 'conv1.bias', 'bn1.weight', 'bn1.bias', 'fc1.weight', 'fc1.bias'].map(
      (name) => `optimiser.velocity.${name}`,
    ),
    'training.metrics',
  ]);
  const other = await startTiny();
  const reversed = [...tensors].reverse();
  await writeSnapshot(other.context.executable, other.context.program, [
    { name: 'of another graph', shape: [1], data: Float32Array.of(3) },
    ...reversed,
  ]);
  expect(await readSnapshot(other.context.executable, other.context.program)).toEqual(tensors);
});

test('a checkpoint with part of the state is refused by the name of what is missing', async () => {
  const run = await startTiny();
  const { executable, program } = run.context;
  const tensors = await readSnapshot(executable, program);
  const refused = async (given: typeof tensors) => {
    const error = await writeSnapshot(executable, program, given).catch((reason: unknown) => reason);
    return error instanceof ProblemError ? error.message : String(error);
  };
  for (const { name, shape } of tensors) {
    const expected = `expected ${name} of ${shape.join('x')}`;
    expect(await refused(tensors.filter((tensor) => tensor.name !== name))).toBe(
      `the tensors do not fit the graph: there is no tensor ${name}, ${expected}`,
    );
    const longer = tensors.map((tensor) =>
      tensor.name === name ? { ...tensor, shape: [...shape, 1] } : tensor,
    );
    expect(await refused(longer)).toBe(
      `the tensors do not fit the graph: tensor ${name} is ${shape.join('x')}x1, ${expected}`,
    );
  }
  const model = tensors.filter(({ name }) => !/^(optimiser|training)\./.test(name));
  expect(await refused(model)).toBe('undefined');
});
