import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { compile } from '../../compiler/compile.ts';
import { valueElements } from '../../compiler/program.ts';
import { describeNetwork, networkData, resolveNetwork } from '../../conformance/network.ts';
import { philox } from '../../random/philox.ts';
import { streamWord, uniform23 } from '../../random/streams.ts';
import type { Executable } from '../device.ts';
import { type CpuDevice, createCpuDevice } from './device.ts';
import { cpuTarget } from './target.ts';

let device: CpuDevice;
beforeAll(async () => {
  device = await createCpuDevice(createBuiltPlatform(), { threads: 2 });
});
afterAll(() => device.dispose());

const network = resolveNetwork(
  describeNetwork([
    ['images', 'Input', { size: [3, 9, 7] }],
    ['conv', 'SpatialConvolution', { nOutputPlane: 5, padW: 1 }],
    ['bn', 'SpatialBatchNormalization'],
    ['relu', 'ReLU'],
    ['drop', 'Dropout', { p: 0.3 }],
    ['view', 'View'],
    ['fc', 'Linear', { outputSize: 4 }],
    ['log', 'LogSoftMax'],
  ]),
);

async function open(capacity: number, on = device) {
  const { program } = compile(network.graph, network.training, { capacity, target: cpuTarget });
  const executable = await on.compile(program);
  const data = networkData(network, [capacity], 67);
  for (const [i, { value }] of program.parameters.entries())
    await executable.write(value, data.parameters[i]);
  await executable.write(program.hyper, Float32Array.of(0.001, 1));
  await executable.write(program.input, data.batches[0].images);
  await executable.write(program.labels, data.batches[0].labels);
  return { program, executable };
}

async function scoresAfterStep(executable: Executable, scores: number, seed: number): Promise<number[]> {
  await executable.run('step', 6, { seed, epoch: 2, step: 5 });
  const out = new Float32Array(6 * 4);
  await executable.read(scores, 6, out);
  return [...out];
}

test('a step makes no object in the caller', async () => {
  const alone = await createCpuDevice(createBuiltPlatform(), { threads: 1 });
  const { executable } = await open(6, alone);
  const position = { seed: 2 ** 40 + 17, epoch: 2, step: 0 };
  const steps = (count: number) => {
    for (let i = 0; i < count; i++) {
      position.step++;
      executable.run('step', 6, position);
    }
  };
  steps(600);
  // Other work in this process allocates now and then: the median of several rounds tells a step's own share.
  const rounds = Array.from({ length: 7 }, () => {
    const before = process.memoryUsage().heapUsed;
    steps(1500);
    return process.memoryUsage().heapUsed - before;
  });
  const grown = rounds.sort((a, b) => a - b)[3];
  alone.dispose();
  // The smallest view or closure takes more than 40 bytes; a boxed number, which the interpreter makes, takes 16.
  expect(grown).toBeLessThan(1500 * 40);
});

test('two Programs of one device keep apart: memory, scratch and seeds', async () => {
  const [a, b] = [await open(6), await open(6)];
  const first = await scoresAfterStep(a.executable, a.program.scores.step, 1001);
  const second = await scoresAfterStep(b.executable, b.program.scores.step, 2002);
  expect(second).not.toEqual(first);
  a.executable.dispose();
  const c = await open(6);
  expect(await scoresAfterStep(c.executable, c.program.scores.step, 1001)).toEqual(first);
  const input = new Float64Array(valueElements(b.program.values[b.program.input], 6));
  await b.executable.read(b.program.input, 6, input);
  expect(input).toEqual(networkData(network, [6], 67).batches[0].images);
});

test('dropout draws the words that the table of streams says', async () => {
  const graph = resolveNetwork(
    describeNetwork([
      ['numbers', 'Input', { size: [41] }],
      ['drop', 'Dropout', { p: 0.3 }],
    ]),
  );
  const { program } = compile(graph.graph, graph.training, { capacity: 5, target: cpuTarget });
  const executable = await device.compile(program);
  await executable.write(program.input, new Float32Array(5 * 41).fill(0.7));
  await executable.run('step', 5, { seed: 2 ** 45 + 99, epoch: 3, step: 2 ** 31 + 8 });
  const out = new Float32Array(5 * 41);
  await executable.read(program.scores.step, 5, out);
  const words = new Uint32Array(4);
  out.forEach((value, element) => {
    philox(99, 2 ** 13, element >>> 2, streamWord('dropout', 1), 2 ** 31 + 8, 3, words, 0);
    const kept = uniform23(words[element % 4]) >= Math.round(0.3 * 2 ** 23);
    expect(value).toBe(kept ? Math.fround(Math.fround(0.7) * Math.fround(1 / 0.7)) : 0);
  });
});

test('a batch that does not fit is refused', async () => {
  const { executable } = await open(6);
  const position = { seed: 1, epoch: 1, step: 1 };
  expect(() => executable.run('step', 7, position)).toThrow('a batch of 7 does not fit: 1 to 6');
  expect(() => executable.run('evaluate', 0, position)).toThrow('a batch of 0 does not fit: 1 to 6');
});

test('the device says what it computes on', () => {
  expect(device.description).toMatch(/^cpu, 2 threads, (relaxed )?SIMD 4x(8|16), \d+ GFLOP\/s a thread$/);
  expect(device.threads).toBe(2);
});
