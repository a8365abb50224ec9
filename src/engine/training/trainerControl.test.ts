import { expect, test } from 'vitest';
import type { Executable } from '../devices/device.ts';
import { startTiny } from './testing/tinyRun.ts';

/** Lets everything that can go on without anyone's doing go on. */
function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

test('stopped at a step border, a run saves where it stands and says so', async () => {
  const run = await startTiny({
    checkpointSeconds: 1e9,
    progress: ({ step }, control) => step === 2 && control.stop(),
  });
  expect(await run.finish()).toBe('stopped');
  expect(run.checkpoints.map(({ position }) => position)).toEqual([
    { epoch: 1, step: 0 },
    { epoch: 1, step: 2 },
  ]);
});

test('stopped at the end of an epoch without held-out images, a run ends the epoch and no more', async () => {
  const run = await startTiny({
    evaluates: false,
    checkpointSeconds: 1e9,
    progress: ({ step }, control) => step === 3 && control.stop(),
  });
  expect(await run.finish()).toBe('stopped');
  expect(run.checkpoints.map(({ position, result }) => [position, result?.epoch])).toEqual([
    [{ epoch: 1, step: 0 }, undefined],
    [{ epoch: 2, step: 0 }, 1],
  ]);
});

test('stopped before held-out images are evaluated, a run leaves them for later', async () => {
  const procedures: string[] = [];
  const wrap = (executable: Executable): Executable => ({
    ...executable,
    run: (procedure, n, position) => {
      procedures.push(procedure);
      return executable.run(procedure, n, position);
    },
  });
  const run = await startTiny({
    wrap,
    epochs: 1,
    checkpointSeconds: 1e9,
    progress: ({ step }, control) => step === 3 && control.stop(),
  });
  expect(await run.finish()).toBe('stopped');
  expect(procedures).toEqual(['step', 'step', 'step']);
  expect(run.checkpoints.map(({ position, result }) => [position, result])).toEqual([
    [{ epoch: 1, step: 0 }, null],
    [{ epoch: 1, step: 3 }, null],
  ]);
});

test('a run paused while held-out images are evaluated waits there', async () => {
  let pause = () => {};
  let evaluated = 0;
  const wrap = (executable: Executable): Executable => ({
    ...executable,
    run: (procedure, n, position) => {
      if (procedure === 'evaluate' && ++evaluated === 1) pause();
      return executable.run(procedure, n, position);
    },
  });
  const run = await startTiny({ wrap, epochs: 1 });
  pause = () => run.control.pause();
  const end = run.finish();
  await idle();
  expect(evaluated).toBe(1);
  run.control.resume();
  expect(await end).toBe('finished');
  expect(evaluated).toBe(3);
});

test('a run whose epochs have one step can be stopped and paused too', async () => {
  const indices = Uint32Array.of(3, 5, 8);
  const stopped = await startTiny({
    evaluates: false,
    indices,
    progress: ({ epoch }, control) => epoch === 2 && control.stop(),
  });
  expect(await stopped.finish()).toBe('stopped');
  expect(stopped.checkpoints.map(({ position }) => position.epoch)).toEqual([1, 2, 3]);
  const paused = await startTiny({
    indices,
    progress: ({ epoch }, control) => epoch === 1 && control.pause(),
  });
  const end = paused.finish();
  await idle();
  expect(paused.progress).toHaveLength(1);
  paused.control.resume();
  expect(await end).toBe('finished');
});

test('stopped at the end of the last epoch with nothing held out, a run is finished', async () => {
  const run = await startTiny({
    evaluates: false,
    epochs: 1,
    progress: ({ step }, control) => step === 3 && control.stop(),
  });
  expect(await run.finish()).toBe('finished');
});

test('a paused run waits, and goes on to the same end', async () => {
  const through = await startTiny();
  await through.finish();
  let pauses = 0;
  const run = await startTiny({
    progress: ({ step }, control) => {
      if (step !== 2) return;
      pauses++;
      control.pause();
    },
  });
  const end = run.finish();
  await idle();
  expect([run.progress.length, pauses]).toEqual([2, 1]);
  await idle();
  expect(run.progress).toHaveLength(2);
  for (let pause = 0; pause < 3; pause++) {
    run.control.resume();
    await idle();
  }
  expect(await end).toBe('finished');
  expect(run.checkpoints.at(-1)?.tensors).toEqual(through.checkpoints.at(-1)?.tensors);
});

test('a run that is stopped while it is paused ends, saved', async () => {
  const run = await startTiny({ checkpointSeconds: 1e9, progress: (_, control) => control.pause() });
  const end = run.finish();
  await idle();
  run.control.stop();
  expect(await end).toBe('stopped');
  expect(run.checkpoints.at(-1)?.position).toEqual({ epoch: 1, step: 2 });
});
