import { expect, test } from 'vitest';
import { ProblemError } from '../../shared/problem.ts';
import { sentenceOf } from '../../shared/testing/sentenceOf.ts';
import type { NamedTensor } from '../tensor.ts';
import { averagingShare, isAverage, requireAverages, tensorsForUse } from './averaging.ts';
import { evaluatePass } from './evaluator.ts';
import { outcome } from './testing/outcome.ts';
import { startTiny, type TinyOptions, type TinyRun, tinySource } from './testing/tinyRun.ts';
import type { Checkpoint } from './trainer.ts';

const averaging = { decay: 0.31, every: 2 };
const options: TinyOptions = { training: { averaging } };

async function finished(given: TinyOptions = options): Promise<TinyRun> {
  const run = await startTiny(given);
  expect(await run.finish()).toBe('finished');
  return run;
}

const averaged = await finished();
const plain = await finished({});

const byName = ({ tensors }: Checkpoint) => new Map(tensors.map(({ name, data }) => [name, data]));
const modelNames = plain.checkpoints[0].tensors
  .map(({ name }) => name)
  .filter((name) => !/^(optimiser|training)\./.test(name));

test('the share of a step is none between updates, all in the first, and falls to 1 - decay', () => {
  const shares = Array.from({ length: 13 }, (_, calls) => averagingShare({ decay: 0.4, every: 2 }, calls));
  const rises = [1, 1 - 2 / 11, 1 - 3 / 12, 1 - 4 / 13, 1 - 5 / 14, 1 - 6 / 15, 1 - 0.4];
  expect(shares).toEqual(rises.flatMap((share, i) => (i < 6 ? [share, 0] : [share])));
});

test('averages follow the weights and the running statistics as a hand counts them', () => {
  const expected = new Map(
    modelNames.map((name) => [name, Float64Array.from(byName(averaged.checkpoints[0]).get(name) ?? [])]),
  );
  // A checkpoint a step: those after the first are of one step each, those that end an epoch among them.
  averaged.checkpoints.slice(1).forEach((checkpoint, calls) => {
    const tensors = byName(checkpoint);
    const k = calls / 2;
    const share = calls % 2 === 1 ? 0 : k === 0 ? 1 : 1 - Math.min(0.31, (1 + k) / (10 + k));
    for (const [name, average] of expected) {
      const weights = tensors.get(name) ?? [];
      for (let i = 0; i < average.length; i++) average[i] += share * (weights[i] - average[i]);
      const found = tensors.get(`average.${name}`) ?? [];
      for (const [i, number] of average.entries())
        expect(found[i], `${name} ${calls}`).toBeCloseTo(number, 6);
    }
  });
  // So that what is compared is not the weights themselves.
  const last = byName(averaged.checkpoints[9]);
  for (const name of modelNames) expect(last.get(`average.${name}`)).not.toEqual(last.get(name));
});

test('averaging changes nothing about how the weights are trained', () => {
  const weights = ({ checkpoints }: TinyRun) =>
    checkpoints[9].tensors.filter(({ name }) => !isAverage(name) && name !== 'training.metrics');
  expect(weights(averaged)).toEqual(weights(plain));
  const losses = ({ checkpoints }: TinyRun) => checkpoints.flatMap(({ result }) => result?.train ?? []);
  expect(losses(averaged)).toEqual(losses(plain));
});

test('what is evaluated are the averages, and a model for use is one of them alone', async () => {
  const { result, tensors } = averaged.checkpoints[9];
  const use = tensorsForUse(tensors);
  expect(use.filter(({ name }) => isAverage(name))).toEqual([]);
  const { context } = await startTiny({ from: { position: { epoch: 4, step: 0 }, tensors: use } });
  const source = tinySource([4, 2, 8, 1, 5], 31);
  expect((await evaluatePass(context, source)).scores).toEqual(result?.validation?.scores);
  const raw = tensors.filter(({ name }) => !isAverage(name));
  const other = await startTiny({ from: { position: { epoch: 4, step: 0 }, tensors: raw } });
  expect((await evaluatePass(other.context, source)).scores).not.toEqual(result?.validation?.scores);
});

test('a Program without averaging has neither values nor operations for it', async () => {
  const { program } = plain.context;
  expect(program.averages).toEqual([]);
  expect(program.values.filter(({ role }) => role === 'averages')).toEqual([]);
  expect(program.step.some(({ name }) => name === 'average')).toBe(false);
  expect(averaged.context.program.memory.bytes).toBeGreaterThan(program.memory.bytes);
});

test('before the first step the averages are the weights', () => {
  const first = byName(averaged.checkpoints[0]);
  for (const name of modelNames) expect(first.get(`average.${name}`)).toEqual(first.get(name));
});

test.each(averaged.checkpoints.slice(0, -1).map((checkpoint, i) => [i, checkpoint] as const))(
  'taken up at checkpoint %i a run ends with the bits of one that never stopped',
  async (_, checkpoint) => {
    const resumed = await finished({ ...options, from: structuredClone(checkpoint) });
    const since = checkpoint.position.epoch;
    expect(outcome(resumed, since)).toEqual(outcome(averaged, since));
  },
);

test.each([
  ['the averages of the weights', 'average.conv1.weight'],
  ['the averages of the statistics', 'average.bn1.running_var'],
])('caught: %s are lost', async (_, lost) => {
  const middle = averaged.checkpoints[4];
  const tensors = middle.tensors.map(
    (tensor): NamedTensor =>
      tensor.name === lost ? { ...tensor, data: tensor.data.slice().fill(0.25) } : tensor,
  );
  const run = await finished({ ...options, from: { ...middle, tensors } });
  expect(outcome(run, 2)).not.toEqual(outcome(averaged, 2));
});

test('a checkpoint and settings that differ about averages are told apart in one sentence', async () => {
  const start = (from: Checkpoint, given: TinyOptions) =>
    startTiny({ ...given, from }).then(
      () => 'none',
      (error: unknown) => (error instanceof ProblemError ? error.message : String(error)),
    );
  expect(await start(plain.checkpoints[4], options)).toBe(
    'the checkpoint holds no averaged weights, but training.averaging asks for them; expected a checkpoint of a run with weight averaging',
  );
  expect(await start(averaged.checkpoints[4], {})).toBe(
    'the checkpoint holds averaged weights (average.conv1.weight), but training.averaging is null; expected a checkpoint of a run without weight averaging',
  );
  expect(sentenceOf(() => requireAverages(['conv1.weight'], true, 'runs/a'))).toMatch(
    /^the checkpoint in runs\/a holds no/,
  );
  const partial = averaged.checkpoints[4].tensors.filter(({ name }) => name !== 'average.bn1.running_mean');
  expect(await start({ ...averaged.checkpoints[4], tensors: partial }, options)).toBe(
    'the tensors do not fit the graph: there is no tensor average.bn1.running_mean, expected average.bn1.running_mean of 4',
  );
});

test('a node may be called average', () => {
  expect(
    ['average.weight', 'average.average.weight', 'optimiser.velocity.average.weight'].map(isAverage),
  ).toEqual([false, true, false]);
  const tensor = (name: string, value: number) => ({ name, shape: [1], data: Float32Array.of(value) });
  const use = tensorsForUse([tensor('average.weight', 1), tensor('average.average.weight', 2)]);
  expect(use).toEqual([tensor('average.weight', 2)]);
});
