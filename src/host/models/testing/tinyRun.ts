import { join } from 'node:path';
import { describeNetwork } from '../../../engine/conformance/network.ts';
import { type TestContext, testContext } from '../../app/testing/testContext.ts';
import { sampleFolder } from '../../data/testing/sampleFolder.ts';
import { newRun } from '../../runs/prepareRun.ts';
import { trainRun } from '../../runs/trainRun.ts';

/** Names as a data folder may have them, and as a spreadsheet should not take them. */
export const tinyClasses = ['+plus, "one"', '=cmd()', 'red'];

/** A trained network of three classes whose last hidden layer has seven numbers. */
export interface TinyRun {
  readonly context: TestContext;
  /** Of the run in the context's runs folder. */
  readonly id: string;
  readonly data: string;
  remove(): void;
}

/** Trains for one epoch on 24 small pictures less a fifth, with seven to test, averaging the weights; its mistakes are many. */
export async function tinyRun(): Promise<TinyRun> {
  const context = testContext();
  const folder = sampleFolder();
  tinyClasses.forEach((name, label) => {
    for (let i = 0; i < 8; i++) folder.add(`train/${name}/${i}.ppm`, picture(label, i));
    for (let i = 0; i < 2; i++) folder.add(`test/${name}/t${i}.ppm`, picture(label, i + 20));
  });
  // The same picture as one of the training set, which is then the nearest.
  folder.add('test/red/twin.ppm', picture(2, 5));
  const id = 'tiny-run';
  const data = { data: folder.root, test: null, validationShare: 0.2, limit: null };
  const place = { folder: join(context.runsFolder, id) };
  const request = {
    document: network(),
    program: 'a test',
    name: null,
    data,
    seed: 3,
    now: new Date(0),
    place,
  };
  const prepared = await newRun(request, { onProgress: () => {} });
  const ignore = () => {};
  const listener = { started: ignore, note: ignore, progress: ignore, epoch: ignore };
  try {
    await trainRun({ ...prepared, seed: 3, device: 'cpu', threads: 1, checkpointSeconds: 300, listener });
  } finally {
    await prepared.lock.release();
  }
  const remove = () => {
    folder.remove();
    context.remove();
  };
  return { context, id, data: folder.root, remove };
}

/** Uneven stripes whose colour and width follow from class and number; no two are alike. */
export function picture(label: number, number: number): Uint8Array<ArrayBuffer> {
  const [width, height] = [13 + (number % 5), 11 + label];
  const samples = Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, channel] = [Math.floor(i / 3) % width, i % 3];
    const stripe = (x + number) % (3 + label) < 2 ? 150 : 20;
    return (stripe + 17 * number + (channel === label ? 70 : 0)) & 255;
  });
  return Uint8Array.from([...new TextEncoder().encode(`P6\n${width} ${height}\n255\n`), ...samples]);
}

function network() {
  return describeNetwork(
    [
      ['input', 'Input', { size: [3, 12, 12] }],
      ['conv', 'SpatialConvolution', { nOutputPlane: 8, padW: 1 }],
      ['bn', 'SpatialBatchNormalization'],
      ['relu', 'ReLU'],
      ['pool', 'SpatialMaxPooling', { kW: 3, kH: 3 }],
      ['view', 'View'],
      ['drop', 'Dropout', { p: 0.15 }],
      ['hidden', 'Linear', { outputSize: 7 }],
      ['tanh', 'Tanh'],
      ['fc', 'Linear', { outputSize: tinyClasses.length }],
      ['log', 'LogSoftMax'],
    ],
    {
      optimiser: { type: 'sgd', params: { learningRate: 0.013, momentum: 0.83, dampening: 0.07 } },
      epochs: 1,
      batchSize: 5,
      averaging: { decay: 0.7, every: 2 },
    },
  );
}
