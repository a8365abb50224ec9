import { compile } from '../compiler/compile.ts';
import { valueElements } from '../compiler/program.ts';
import type { Target } from '../compiler/target.ts';
import { type Augmentation, writeTransform } from '../data/augmentation.ts';
import type { ImageSet } from '../data/dataset.ts';
import type { InputFormat } from '../data/prepare.ts';
import { type Interpolation, TRANSFORM_SIZE } from '../data/transform.ts';
import type { Batch, Device } from '../devices/device.ts';
import { createReferenceDevice } from '../devices/reference/referenceDevice.ts';
import { referenceTarget } from '../devices/reference/referenceTarget.ts';
import { createRandom } from '../random/streams.ts';
import { describeNetwork, networkData, resolveNetwork } from './network.ts';
import { assertClose, POSITION, readValue, uniform } from './numbers.ts';
import type { ConformanceCase } from './subject.ts';

const CAPACITY = 5;
/** Native sizes: smaller, larger and as large as the input, wide, tall, and of one pixel's width. */
const SIZES = [
  [4, 3],
  [31, 22],
  [9, 7],
  [25, 6],
  [5, 33],
  [1, 4],
] as const;

interface LoadSample {
  readonly augmentation: Augmentation;
  readonly interpolation: Interpolation;
  readonly preparation: InputFormat;
}

const rgb: InputFormat = {
  width: 9,
  height: 7,
  channels: 3,
  mean: [0.41, 0.36, 0.29],
  deviation: [0.23, 0.31, 0.27],
};
const grey: InputFormat = { width: 6, height: 11, channels: 1, mean: [0.37], deviation: [0.19] };

const samples: readonly LoadSample[] = [
  { augmentation: 'none', interpolation: 'bicubic', preparation: rgb },
  { augmentation: 'none', interpolation: 'bilinear', preparation: grey },
  { augmentation: 'mild', interpolation: 'bilinear', preparation: rgb },
  { augmentation: 'tutorial', interpolation: 'bicubic', preparation: rgb },
  { augmentation: 'tutorial', interpolation: 'bicubic', preparation: grey },
];

/** Images brought from their native size into the input, and their classes into the labels. */
export function loadCases(): ConformanceCase[] {
  return samples.map((sample): ConformanceCase => {
    const { augmentation, interpolation, preparation } = sample;
    return {
      group: 'load',
      name: `prepares ${preparation.channels === 1 ? 'grey' : 'RGB'} images ${interpolation}, augmentation ${augmentation}, as the reference does`,
      run: async ({ device, target, tolerance }) => {
        const expected = await loadAndEvaluate(createReferenceDevice(), referenceTarget, sample);
        const found = await loadAndEvaluate(device, target, sample);
        assertClose('input', found.input, expected.input, tolerance);
        assertClose('scores', found.scores, expected.scores, tolerance);
        assertClose('correct and seen', found.metrics.slice(2), expected.metrics.slice(2), 0);
      },
    };
  });
}

function imageSet(): ImageSet {
  let offset = 0;
  const records = SIZES.map(([width, height], i) => {
    const record = { offset, width, height, label: (i * 3 + 1) % 4, track: '', file: `${i}.ppm` };
    offset += width * height * 3;
    return record;
  });
  const random = createRandom(97, 'weights');
  const pixels = Uint8Array.from({ length: offset }, () => random.nextInteger(256));
  return { classes: ['a', 'b', 'c', 'd'], records, pixels, contentHash: '' };
}

/** A part of a batch, out of order and with one image twice. */
function batchOf(
  images: ImageSet,
  { augmentation, interpolation, preparation }: LoadSample,
  indices: readonly number[],
): Batch {
  const transforms = new Float32Array(CAPACITY * TRANSFORM_SIZE);
  const random = augmentation === 'none' ? null : createRandom(101, 'augmentation');
  indices.forEach((index, i) => {
    random?.reset(0, i, 2);
    writeTransform(
      transforms,
      i * TRANSFORM_SIZE,
      augmentation,
      images.records[index],
      { ...preparation, interpolation },
      random,
    );
  });
  const labels = new Int32Array(CAPACITY);
  labels.set(indices.map((index) => images.records[index].label));
  const all = new Uint32Array(CAPACITY);
  all.set(indices);
  return { count: indices.length, indices: all, labels, transforms };
}

async function loadAndEvaluate(device: Device, target: Target, sample: LoadSample) {
  const { width, height, channels } = sample.preparation;
  const network = resolveNetwork(
    describeNetwork([
      [
        'images',
        'Input',
        {
          size: [channels, height, width],
          colour: channels === 3 ? 'rgb' : 'grey',
          mean: [0],
          deviation: [1],
        },
      ],
      ['view', 'View'],
      ['fc', 'Linear', { outputSize: 4 }],
    ]),
  );
  const { program } = compile(network.graph, network.training, { capacity: CAPACITY, target });
  const executable = await device.compile(program);
  const images = imageSet();
  try {
    const { parameters } = networkData(network, [1], 103);
    for (const [i, { value }] of program.parameters.entries()) await executable.write(value, parameters[i]);
    await executable.write(program.metrics, new Float64Array(4));
    await executable.bind(images, sample.preparation);
    // What an earlier, larger batch leaves behind must not show.
    await executable.write(
      program.input,
      uniform(valueElements(program.values[program.input], CAPACITY), 107, 5, 6),
    );
    for (const indices of [
      [5, 0, 3, 3],
      [2, 1, 4, 0, 5],
    ]) {
      await executable.load(batchOf(images, sample, indices));
      await executable.run('evaluate', indices.length, POSITION);
    }
    const read = (value: number, n: number) =>
      readValue(executable, value, n, valueElements(program.values[value], n));
    return {
      input: await read(program.input, CAPACITY),
      scores: await read(program.scores.evaluate, CAPACITY),
      metrics: await read(program.metrics, 0),
    };
  } finally {
    executable.dispose();
  }
}
