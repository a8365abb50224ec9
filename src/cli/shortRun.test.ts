import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeNetwork } from '../engine/conformance/network.ts';
import { readSafetensors } from '../engine/interchange/safetensors/read.ts';
import { isAverage } from '../engine/training/averaging.ts';
import { runPaths } from '../host/runs/runFolder.ts';
import { loadCheckpoint } from '../host/runs/useRun.ts';
import { type CliAnswer, runCli, temporaryFolder, writeProject } from './testing/runCli.ts';

/** Of 70 training images in batches of 8: nine steps an epoch. */
const IMAGES = { stop: 40, yield: 20, 'no entry': 10 };
const CLASSES = Object.keys(IMAGES);

let folder = '';
let clean = () => {};
const out = () => join(folder, 'run');
const paths = () => runPaths(out());
const cli = (...args: string[]): CliAnswer => runCli(args, { cwd: folder });
const epochsOf = ({ lines }: CliAnswer) =>
  lines.filter(({ event }) => event === 'epoch').map(({ epoch }) => epoch);

beforeAll(() => {
  folder = temporaryFolder((remove) => {
    clean = remove;
  });
  for (const [c, [name, count]] of Object.entries(IMAGES).entries()) {
    for (const [split, images] of [
      ['train', count],
      ['test', 5],
    ] as const) {
      mkdirSync(join(folder, split, name), { recursive: true });
      for (let i = 0; i < images; i++)
        writeFileSync(join(folder, split, name, `${i}.ppm`), drawn(c, split === 'train' ? i : i + 60));
    }
  }
});
afterAll(() => clean());

/** A picture of a class's colour, crossed by stripes that are its own. */
function drawn(c: number, i: number): Uint8Array {
  const pixels = Uint8Array.from(
    { length: 14 * 11 * 3 },
    (_, at) => ((at % (3 + i)) * 19 + 70 * ((at + c) % 3)) % 256,
  );
  return Uint8Array.from([...new TextEncoder().encode('P6 14 11 255\n'), ...pixels]);
}

const document = describeNetwork(
  [
    ['images', 'Input', { size: [3, 12, 12] }],
    ['conv1', 'SpatialConvolution', { nOutputPlane: 6, padW: 1 }],
    ['bn1', 'SpatialBatchNormalization'],
    ['relu1', 'ReLU'],
    ['view1', 'View'],
    ['fc1', 'Linear', { outputSize: CLASSES.length }],
    ['log', 'LogSoftMax'],
  ],
  {
    optimiser: { type: 'sgd', params: { learningRate: 0.05, momentum: 0.83, dampening: 0.07 } },
    schedule: { type: 'triangular', params: {} },
    batchSize: 8,
    balance: 0.5,
    averaging: { decay: 0.9, every: 2 },
  },
);

test('a run of a part of an epoch ends there, with its results, and the model is that of the averages', () => {
  const project = writeProject(folder, document);
  const trained = cli(
    ...['train', project, '--data', 'train', '--test', 'test', '--epochs', '0.4', '--out', out(), '--json'],
  );
  expect([trained.code, trained.stderr]).toEqual([0, '']);
  // Four of nine steps are as few as come to 0.4.
  expect(epochsOf(trained)).toEqual([0.4]);
  const progress = trained.lines.find(({ event }) => event === 'progress');
  expect(progress).toMatchObject({ epoch: 1, steps: 9, end: 4 });
  const { position, reported, tensors } = loadCheckpoint(paths(), 'last');
  expect([position, reported]).toEqual([{ epoch: 1, step: 4 }, 0.4]);

  const { lines, code } = cli('eval', out(), '--data', 'test', '--checkpoint', 'last', '--json');
  const kept = JSON.parse(readFileSync(paths().evaluation, 'utf8')) as { loss: number; accuracy: number };
  expect(code).toBe(0);
  expect(lines[0]).toMatchObject({ loss: kept.loss, accuracy: kept.accuracy });

  const exported = join(folder, 'exported');
  expect(cli('export', out(), '--format', 'safetensors', '--out', exported).code).toBe(0);
  const file = join(exported, 'model.safetensors');
  const taken = readSafetensors(readFileSync(file), file).tensors;
  const averages = tensors.filter(({ name }) => isAverage(name));
  expect([...taken.keys()].sort()).toEqual(averages.map(({ name }) => name.slice('average.'.length)).sort());
  for (const { name, data } of averages) expect(taken.get(name.slice('average.'.length))?.data).toEqual(data);
});

test('at its end it has nothing to do; asked for more it goes on within the epoch', () => {
  const before = readFileSync(paths().last);
  const again = cli('train', '--resume', out(), '--epochs', '0.4');
  expect([again.code, again.stdout.includes('it had been trained to its end already')]).toEqual([0, true]);
  expect(readFileSync(paths().last).equals(before)).toBe(true);
  const longer = cli('train', '--resume', out(), '--epochs', '1.5', '--json');
  expect([longer.code, epochsOf(longer)]).toEqual([0, [1, 1.5]]);
  const people = cli('train', '--resume', out(), '--epochs', '1.75');
  expect(people.stdout).toMatch(/^epoch 1\.75\/1\.75 {2}loss/m);
});

test.each([
  ['-0.5', 'option --epochs is -0.5, expected a number from 0 to 1000000'],
  ['half', 'option --epochs is half, expected a number from 0 to 1000000'],
  ['1000000.5', 'option --epochs is 1000000.5, expected a number from 0 to 1000000'],
])('--epochs=%s is refused in one sentence', (epochs, expected) => {
  const { code, stderr } = cli('train', '--resume', out(), `--epochs=${epochs}`);
  expect([code, stderr]).toEqual([1, `signalbox train: ${expected}\n`]);
});

test('a checkpoint with averages and settings without them are told apart in one sentence', () => {
  const graph = readFileSync(paths().graph, 'utf8');
  writeFileSync(paths().graph, graph.replace(/,\n {4}"averaging": .*/, ''));
  const differs =
    'holds averaged weights (average.conv1.weight), but training.averaging is null; expected a checkpoint of a run without weight averaging\n';
  const evaluated = cli('eval', out(), '--data', 'test');
  expect([evaluated.code, evaluated.stderr]).toEqual([
    1,
    `signalbox eval: the checkpoint in ${out()} ${differs}`,
  ]);
  const resumed = cli('train', '--resume', out(), '--epochs', '3');
  expect([resumed.code, resumed.stderr]).toEqual([1, `signalbox train: the checkpoint ${differs}`]);
});
