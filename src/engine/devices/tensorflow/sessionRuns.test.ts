import { expect, test } from 'vitest';
import { compile } from '../../compiler/compile.ts';
import { valueElements } from '../../compiler/program.ts';
import { describeNetwork, resolveNetwork } from '../../conformance/network.ts';
import type { Batch } from '../device.ts';
import { createExecutable } from './executable.ts';
import type { InputLine } from './inputLine.ts';
import { feedName } from './procedureGraph.ts';
import { writeProgramModel } from './programModel.ts';
import type { Feed, LoadedModel } from './runtime.ts';
import { tensorflowTarget } from './target.ts';

const CAPACITY = 4;
const network = resolveNetwork(
  describeNetwork([
    ['images', 'Input', { size: [3, 4, 5] }],
    ['conv1', 'SpatialConvolution', { nOutputPlane: 2, kW: 3, kH: 2 }],
    ['bn1', 'SpatialBatchNormalization'],
    ['drop1', 'Dropout', { p: 0.3 }],
    ['view1', 'View'],
    ['fc1', 'Linear', { outputSize: 3 }],
    ['log', 'LogSoftMax'],
  ]),
);

interface Run {
  readonly signature: string;
  readonly inputs: Readonly<Record<string, Feed>>;
}

/** An executable over a TensorFlow that only writes down what it is asked. */
function open() {
  const { program } = compile(network.graph, network.training, {
    capacity: CAPACITY,
    target: tensorflowTarget,
  });
  const written = writeProgramModel(program);
  const happened: string[] = [];
  const runs: Run[] = [];
  const model: LoadedModel = {
    run: (signature, inputs) => {
      happened.push(signature);
      runs.push({ signature, inputs });
      const outputs = Object.entries(written.signatures[signature].outputs);
      const numbers = (shape: readonly number[]) =>
        shape.reduce((all, size) => all * Math.abs(size), CAPACITY);
      return Object.fromEntries(
        outputs.map(([name, { shape }]) => [name, new Float32Array(numbers(shape)).fill(runs.length)]),
      );
    },
    dispose: () => happened.push('disposed of'),
  };
  const places = [0, 1].map(() => ({
    images: new Float32Array(valueElements(program.values[program.input], CAPACITY)),
    labels: new Int32Array(CAPACITY),
  }));
  let place = 0;
  const line: InputLine = {
    bind: () => happened.push('bound'),
    begin: () => {
      place = 1 - place;
      happened.push('preparing begins');
    },
    settle: () => happened.push('prepared'),
    images: () => places[place].images,
    labels: () => places[place].labels,
    dispose: () => {},
  };
  return { program, happened, runs, places, executable: createExecutable(program, written, model, line) };
}

/** The float32 numbers whose bits are fed. */
function floats({ data }: Feed): Float32Array {
  return new Float32Array(data.buffer, data.byteOffset, data.length);
}

const batch: Batch = {
  count: CAPACITY,
  indices: new Uint32Array(CAPACITY),
  labels: new Int32Array(CAPACITY),
  transforms: new Float32Array(0),
};
const position = (step: number) => ({ seed: 0x1_0000_0002, epoch: 3, step });

test('a step is one session run, and the next batch is being prepared meanwhile', async () => {
  const { program, executable, happened } = open();
  for (let step = 0; step < 4; step++) {
    await executable.write(program.hyper, Float32Array.of(0.1 + step, 0));
    await executable.load(batch);
    await executable.run('step', CAPACITY, position(step));
  }
  await executable.read(program.metrics, 1, new Float32Array(4));
  const steps = happened.filter((what) => what !== 'prepared');
  expect(steps).toEqual([
    'preparing begins',
    'preparing begins',
    // The variables go in once, before the first step.
    'write',
    'step',
    'preparing begins',
    'step',
    'preparing begins',
    'step',
    'step',
  ]);
  // Whatever is computed on has been waited for.
  expect(happened.indexOf('prepared')).toBeLessThan(happened.indexOf('step'));
});

test('a step that waits keeps the images, the rate and the place in the random numbers that it was given', async () => {
  const { program, executable, runs, places } = open();
  await executable.load(batch);
  places[1].images.fill(7);
  await executable.write(program.hyper, Float32Array.of(0.25, 1));
  await executable.run('step', 3, position(41));
  await executable.write(program.hyper, Float32Array.of(0.125, 0));
  await executable.load(batch);
  const { inputs } = runs[1];
  expect(floats(inputs[feedName(program.hyper)])).toEqual(Float32Array.of(0.25, 1, 0));
  expect(inputs[feedName(program.input)].shape).toEqual([3, 3, 4, 5]);
  expect(floats(inputs[feedName(program.input)])[0]).toBe(7);
  expect(inputs.position.data).toEqual(Int32Array.of(2, 1, 41, 3));
});

test('one image takes the signature of its own, several the other, and evaluating a third', async () => {
  const { executable, runs } = open();
  for (const n of [1, 2]) {
    await executable.run('step', n, position(0));
    await executable.run('evaluate', n, position(0));
  }
  await executable.bind({} as never, {} as never);
  const asked = runs.map(({ signature }) => signature).slice(1);
  expect(asked).toEqual(['step_single', 'evaluate', 'step', 'evaluate']);
});

test('weights come out once after a run, and go in once after they were written', async () => {
  const { program, executable, happened } = open();
  const read = (id: number) => executable.read(id, 1, new Float32Array(valueElements(program.values[id], 1)));
  await executable.run('step', 2, position(0));
  for (const { value } of [...program.parameters, ...program.statistics]) await read(value);
  for (const { value, shape } of program.parameters) {
    await executable.write(value, new Float32Array(shape.reduce((all, size) => all * size, 1)));
  }
  await executable.run('step', 2, position(1));
  await read(program.metrics);
  const asked = happened.filter((what) => what !== 'prepared');
  expect(asked).toEqual(['write', 'step', 'read', 'write', 'step']);
});

test('a convolution’s weights lie channels last in TensorFlow and in Torch’s order here', async () => {
  const { program, executable, runs } = open();
  const conv = program.parameters[0];
  // [O, I, kH, kW] = [2, 3, 2, 3]
  await executable.write(
    conv.value,
    Float32Array.from({ length: 36 }, (_, i) => i),
  );
  await executable.run('step', 2, position(0));
  await executable.read(program.metrics, 1, new Float32Array(4));
  const given = floats(runs[0].inputs['parameters.0.0.small']);
  // Position (0, 0): input channel 0 of both outputs, then channel 1, then 2; then position (0, 1).
  expect([...given.subarray(0, 8)]).toEqual([0, 18, 6, 24, 12, 30, 1, 19]);
});

test('what no run keeps cannot be read, and a batch that does not fit is refused', async () => {
  const { program, executable } = open();
  const hidden = program.step[0].outputs[0] as number;
  await expect(async () => executable.read(hidden, 1, new Float32Array(8))).rejects.toThrow('is not kept');
  await expect(async () => executable.run('step', CAPACITY + 1, position(0))).rejects.toThrow('1 to 4');
  await expect(async () => executable.run('step', 0, position(0))).rejects.toThrow('1 to 4');
});
