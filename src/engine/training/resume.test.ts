import { expect, test } from 'vitest';
import type { Executable, Position } from '../devices/device.ts';
import type { NamedTensor } from '../tensor.ts';
import { outcome } from './testing/outcome.ts';
import { startTiny, type TinyOptions, type TinyRun } from './testing/tinyRun.ts';
import type { Checkpoint } from './trainer.ts';

async function finished(options: TinyOptions = {}): Promise<TinyRun> {
  const run = await startTiny(options);
  expect(await run.finish()).toBe('finished');
  return run;
}

const unbroken = await finished();
const steps = 3;

test('a checkpoint is made before the first step, after each step and after each epoch', () => {
  const positions = unbroken.checkpoints.map(({ position: { epoch, step } }) => `${epoch}.${step}`);
  expect(positions).toEqual(['1.0', '1.1', '1.2', '2.0', '2.1', '2.2', '3.0', '3.1', '3.2', '4.0']);
  expect(unbroken.plan.train.indices.length).toBe(4 + 4 + 2);
});

test('making checkpoints changes nothing', async () => {
  expect(outcome(await finished({ checkpointSeconds: 1e9 }))).toEqual(outcome(unbroken));
});

test.each(unbroken.checkpoints.map((checkpoint, i) => [i, checkpoint] as const))(
  'a run taken up at checkpoint %i ends with the bits of one that never stopped',
  async (i, checkpoint) => {
    const resumed = await finished({ from: structuredClone(checkpoint) });
    const since = checkpoint.position.epoch;
    const saved = i === 0 ? unbroken.checkpoints : unbroken.checkpoints.slice(i + 1);
    expect(resumed.checkpoints.map(({ position }) => position)).toEqual(
      saved.map(({ position }) => position),
    );
    if (saved.length > 0) expect(outcome(resumed, since)).toEqual(outcome(unbroken, since));
  },
);

test('a run broken off at every step and taken up each time ends with the same bits', async () => {
  let from: Checkpoint | undefined;
  for (;;) {
    const run = await startTiny({ from, progress: (_, control) => control.stop() });
    const ended = await run.finish();
    const last = run.checkpoints[run.checkpoints.length - 1];
    if (ended === 'finished') {
      expect(outcome(run, 3)).toEqual(outcome(unbroken, 3));
      return;
    }
    expect(last.position).not.toEqual(from?.position);
    from = structuredClone(last);
  }
});

test('a run stopped while held-out images are evaluated evaluates them again, and ends with the same bits', async () => {
  let stop = () => {};
  const wrap = (executable: Executable): Executable => ({
    ...executable,
    run: (procedure, n, position) => {
      if (procedure === 'evaluate' && position.step === 1) stop();
      return executable.run(procedure, n, position);
    },
  });
  const broken = await startTiny({ wrap, checkpointSeconds: 1e9 });
  stop = () => broken.control.stop();
  expect(await broken.finish()).toBe('stopped');
  const last = structuredClone(broken.checkpoints.at(-1)) as Checkpoint;
  expect([broken.checkpoints.length, last.position, last.result]).toEqual([2, { epoch: 1, step: 3 }, null]);
  const resumed = await finished({ from: last });
  expect(outcome(resumed)).toEqual(outcome(unbroken));
});

/** From the middle of the second epoch: where each planted fault has something to lose. */
const middle = unbroken.checkpoints[4];
const expected = outcome(unbroken, 2);

test('the checkpoint that the planted faults spoil is right unspoilt', async () => {
  expect(middle.position).toEqual({ epoch: 2, step: 1 });
  expect(outcome(await finished({ from: middle }), 2)).toEqual(expected);
});

const without = (wanted: (name: string) => boolean, fill: number) => (tensors: readonly NamedTensor[]) =>
  tensors.map((tensor) =>
    wanted(tensor.name) ? { ...tensor, data: tensor.data.slice().fill(fill) } : tensor,
  );

const lost: readonly [string, (tensors: readonly NamedTensor[]) => readonly NamedTensor[]][] = [
  ['the running mean is lost', without((name) => name === 'bn1.running_mean', 0)],
  ['the running variance is lost', without((name) => name === 'bn1.running_var', 1)],
  ['the momentum is lost', without((name) => name.startsWith('optimiser.velocity.'), 0)],
  [
    'the momentum of the last parameter is lost',
    without((name) => name === 'optimiser.velocity.fc1.bias', 0),
  ],
  ["the epoch's running loss is lost", without((name) => name === 'training.metrics', 0)],
  [
    'one bit of a weight is lost',
    (tensors) =>
      tensors.map((tensor) => {
        if (tensor.name !== 'conv1.weight') return tensor;
        const data = tensor.data.slice();
        new Uint32Array(data.buffer)[5] ^= 1;
        return { ...tensor, data };
      }),
  ],
];

test.each(lost)('caught: %s', async (_name, spoil) => {
  const run = await finished({ from: { ...middle, tensors: spoil(middle.tensors) } });
  expect(outcome(run, 2)).not.toEqual(expected);
});

const elsewhere: readonly [string, { epoch: number; step: number }, { epoch: number; step: number }][] = [
  ['the epoch under way is run again from its start', { epoch: 2, step: 2 }, { epoch: 2, step: 0 }],
  ['the rest of the epoch is skipped', { epoch: 2, step: 1 }, { epoch: 3, step: 0 }],
  ['the epoch before is run again', { epoch: 2, step: 0 }, { epoch: 1, step: 0 }],
  ['a step is done twice', { epoch: 2, step: 2 }, { epoch: 2, step: 1 }],
  ['a step is left out', { epoch: 2, step: 1 }, { epoch: 2, step: 2 }],
];

test.each(elsewhere)('caught: %s', async (_name, at, position) => {
  const checkpoint = unbroken.checkpoints.find(
    (one) => one.position.epoch === at.epoch && one.position.step === at.step,
  );
  const run = await finished({ from: { tensors: checkpoint?.tensors ?? [], position } });
  expect(outcome(run, 2)).not.toEqual(expected);
});

const moved = (move: (position: Position) => Partial<Position>) => (executable: Executable) => ({
  ...executable,
  run: (procedure: 'step' | 'evaluate', n: number, position: Position) =>
    executable.run(procedure, n, { ...position, ...(procedure === 'step' ? move(position) : {}) }),
});

const mixed: readonly [string, TinyOptions][] = [
  [
    "dropout's counter starts again",
    { wrap: moved(({ step, epoch }) => ({ step: epoch === 2 ? step - 1 : step })) },
  ],
  ["dropout's counter does not know the epoch", { wrap: moved(() => ({ epoch: 1 })) }],
  ['the order is drawn with another seed', { seed: 8128 }],
  ['the images come in another order', { indices: Uint32Array.of(0, 7, 3, 9, 1, 8, 2, 10, 5, 6) }],
  ['the learning rate is another', { learningRate: 0.1101 }],
];

test.each(mixed)('caught: %s', async (_name, options) => {
  const run = await finished({ ...options, from: middle });
  expect(outcome(run, 2)).not.toEqual(expected);
});

test('the order and the augmentation of an epoch are those of no other', async () => {
  const seen: string[][] = [];
  const wrap = (executable: Executable): Executable => ({
    ...executable,
    load: (batch) => {
      seen.push([
        batch.indices.slice(0, batch.count).join(),
        batch.transforms.slice(0, 16 * batch.count).join(),
      ]);
      return executable.load(batch);
    },
  });
  await finished({ wrap, evaluates: false });
  expect(seen).toHaveLength(3 * steps);
  expect(new Set(seen.map(([order]) => order)).size).toBe(3 * steps);
  expect(new Set(seen.map(([, transforms]) => transforms)).size).toBe(3 * steps);
});
