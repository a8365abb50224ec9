import { expect, test } from 'vitest';
import type { Executable } from '../devices/device.ts';
import { outcome } from './testing/outcome.ts';
import { startTiny, type TinyOptions, type TinyRun } from './testing/tinyRun.ts';
import type { Checkpoint } from './trainer.ts';

/** Three steps an epoch: 2.6 epochs are eight steps, the last two in the third epoch. */
const EPOCHS = 2.6;

async function finished(options: TinyOptions = {}): Promise<TinyRun> {
  const run = await startTiny({ epochs: EPOCHS, ...options });
  expect(await run.finish()).toBe('finished');
  return run;
}

const places = ({ checkpoints }: TinyRun) =>
  checkpoints.map(({ position: { epoch, step }, result }) => `${epoch}.${step} ${result?.epoch ?? ''}`);

const unbroken = await finished();
const whole = await finished({ epochs: 3 });

test('a run ends within an epoch, its results and its checkpoint as after a whole one', () => {
  expect(places(unbroken)).toEqual([
    ...['1.0 ', '1.1 ', '1.2 ', '2.0 1', '2.1 ', '2.2 ', '3.0 2', '3.1 '],
    '3.2 2.6',
  ]);
  const { result } = unbroken.checkpoints[8];
  expect([result?.train.images, result?.validation?.images, result?.test?.images]).toEqual([8, 5, 2]);
});

test('progress tells how far the last epoch goes', () => {
  const told = unbroken.progress.map(({ epoch, step, steps, end }) => `${epoch} ${step}/${end} of ${steps}`);
  expect(told.slice(5)).toEqual(['2 3/3 of 3', '3 1/2 of 3', '3 2/2 of 3']);
  const left = unbroken.progress.map((one) => Math.round(one.secondsLeft * one.imagesPerSecond));
  expect(left.slice(5)).toEqual([0, 4, 0]);
});

test.each([
  [0.01, 1],
  [1 / 3, 1],
  [0.34, 2],
  [0.99, 3],
  [1, 3],
])('%d epochs are %i steps', async (epochs, steps) => {
  const run = await finished({ epochs });
  expect(run.progress).toHaveLength(steps);
  const results = run.checkpoints.flatMap(({ result }) => result?.epoch ?? []);
  expect(results).toEqual([steps === 3 ? 1 : epochs]);
});

test.each(unbroken.checkpoints.slice(0, -1).map((checkpoint, i) => [i, checkpoint] as const))(
  'taken up at checkpoint %i it ends with the bits of one that never stopped',
  async (_, checkpoint) => {
    const resumed = await finished({ from: structuredClone(checkpoint) });
    const since = checkpoint.position.epoch;
    expect(outcome(resumed, since)).toEqual(outcome(unbroken, since));
  },
);

test('a run at its end within an epoch has nothing left to do', async () => {
  const again = await finished({ from: structuredClone(unbroken.checkpoints[8]) });
  expect([again.checkpoints, again.progress]).toEqual([[], []]);
});

test('made longer, a run goes on within its epoch with the bits of one that was longer from the start', async () => {
  const resumed = await finished({ from: structuredClone(unbroken.checkpoints[8]), epochs: 3 });
  expect(places(resumed)).toEqual(['4.0 3']);
  expect(outcome(resumed, 3)).toEqual(outcome(whole, 3));
});

test('made longer by less than an epoch, and again, it is the same still', async () => {
  let from: Checkpoint | undefined;
  let run: TinyRun | undefined;
  for (const epochs of [0.2, 0.5, 1.1, 1.4, 2.3, 3]) {
    run = await finished({ epochs, from });
    from = structuredClone(run.checkpoints.at(-1));
  }
  expect(run && outcome(run, 3)).toEqual(outcome(whole, 3));
});

test('made longer by less than a step, a run trains none and says what it came to', async () => {
  const again = await finished({ from: structuredClone(unbroken.checkpoints[8]), epochs: 2.65 });
  expect([places(again), again.progress]).toEqual([['3.2 2.65'], []]);
  const { result, tensors } = again.checkpoints[0];
  const before = unbroken.checkpoints[8];
  expect(tensors).toEqual(before.tensors);
  expect([result?.train, result?.validation]).toEqual([before.result?.train, before.result?.validation]);
});

test('made shorter than it is, a run is left as it is', async () => {
  const from = structuredClone(unbroken.checkpoints[5]);
  expect(from.position).toEqual({ epoch: 2, step: 2 });
  for (const epochs of [1.1, 0.5]) expect((await finished({ from, epochs })).checkpoints).toEqual([]);
});

test('ended where a checkpoint within an epoch lies, a run is evaluated there', async () => {
  const from = structuredClone(unbroken.checkpoints[7]);
  const ended = await finished({ from, epochs: 2 + 1 / 3 });
  expect(places(ended)).toEqual([`3.1 ${2 + 1 / 3}`]);
  const fresh = await finished({ epochs: 2 + 1 / 3 });
  expect(outcome(ended, 2.1)).toEqual(outcome(fresh, 2.1));
});

test('stopped while held-out images are evaluated at its end, a run evaluates them when it goes on', async () => {
  let stop = () => {};
  let evaluations = 0;
  const wrap = (executable: Executable): Executable => ({
    ...executable,
    run: (procedure, n, position) => {
      if (procedure === 'evaluate' && ++evaluations === 8) stop();
      return executable.run(procedure, n, position);
    },
  });
  const broken = await startTiny({ epochs: EPOCHS, wrap });
  stop = () => broken.control.stop();
  expect(await broken.finish()).toBe('stopped');
  const last = structuredClone(broken.checkpoints.at(-1)) as Checkpoint;
  expect([last.position, last.result]).toEqual([{ epoch: 3, step: 2 }, null]);
  expect(outcome(await finished({ from: last }), 2.1)).toEqual(outcome(unbroken, 2.1));
});

test('a schedule that goes by the length of the run is told all of its steps', async () => {
  const rates: number[] = [];
  const wrap = (executable: Executable, { hyper }: TinyRun['context']['program']): Executable => ({
    ...executable,
    write: (value, data) => {
      if (value === hyper) rates.push(data[0]);
      return executable.write(value, data);
    },
  });
  const training = {
    optimiser: { type: 'sgd', params: { learningRate: 0.11 } },
    schedule: { type: 'triangular', params: { peak: 0.25 } },
  };
  const run = await finished({ training, wrap });
  const shares = [1 / 2, 1, 1, 5 / 6, 4 / 6, 3 / 6, 2 / 6, 1 / 6];
  expect(rates).toEqual(shares.map((share) => Math.fround(0.11 * share)));
  const resumed = await finished({ training, from: structuredClone(run.checkpoints[4]) });
  expect(outcome(resumed, 2)).toEqual(outcome(run, 2));
});
