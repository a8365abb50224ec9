import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openGpu } from '../../../../host/engine/openGpu.ts';
import { whyNoGpu } from '../../../../host/engine/testing/whyNoGpu.ts';
import type { ImageSet } from '../../../data/dataset.ts';
import type { InputFormat } from '../../../data/prepare.ts';
import { batchOf, imagesOf, preparedByReference } from '../../../data/testing/imageBatches.ts';
import { usage } from '../flags.ts';
import type { Gpu } from '../gpu.ts';
import { createPipelines, type Pipelines } from '../pipelines.ts';
import { createReadback } from '../readback.ts';
import { type Calls, countCalls, type TakenBuffer, watchBuffers } from '../testing/patchGpu.ts';
import { createImageLoader, type ImageLoader, type LoaderOptions } from './imageLoader.ts';

const CAPACITY = 9;
/** Largest difference of a prepared number. */
const TOLERANCE = 1e-5;

const rgb: InputFormat = {
  width: 9,
  height: 7,
  channels: 3,
  mean: [0.41, 0.36, 0.29],
  deviation: [0.23, 0.31, 0.27],
};
const grey: InputFormat = { ...rgb, channels: 1, mean: [0.37], deviation: [0.19] };

/** Images of 48 to 2046 bytes, 21 of them, and one of 6600. */
const mixed = imagesOf([
  ...Array.from({ length: 21 }, (_, i) => [4 + ((i * 7) % 28), 4 + ((i * 11) % 19)] as const),
  [44, 50],
]);
const all = mixed.pixels.length;

// In software shaders compile slowly, more so beside other tests.
vi.setConfig({ testTimeout: 60_000 });

const missing = await whyNoGpu();
interface Opened {
  readonly gpu: Gpu;
  readonly pipelines: Pipelines;
  readonly calls: Calls;
  readonly buffers: ReadonlySet<TakenBuffer>;
}

let opened: Promise<Opened> | null = null;
afterAll(async () => (await opened)?.gpu.device.destroy());

async function open(): Promise<Opened> {
  const adapter = await (await openGpu()).requestAdapter();
  const device = await (adapter as GPUAdapter).requestDevice();
  let fault: GPUError | null = null;
  device.addEventListener('uncapturederror', ({ error }) => {
    fault ??= error;
  });
  const raise = () => {
    if (fault !== null) throw new Error(fault.message);
  };
  const { limits } = device;
  const features = new Set<string>();
  const gpu = { device, limits, features, subgroupSize: null, now: () => 0, raise };
  const buffers = watchBuffers(device);
  return { gpu, pipelines: createPipelines(gpu), calls: countCalls(device), buffers };
}

/** A loader that fills an input of its own, and what came of a batch there. */
async function start(format: InputFormat, options: Partial<LoaderOptions> & { readonly pageBytes?: number }) {
  opened ??= open();
  const { gpu, pipelines, calls, buffers } = await opened;
  const { device } = gpu;
  const { pageBytes, ...more } = options;
  const size = 4 * CAPACITY * format.channels * format.width * format.height;
  const buffer = device.createBuffer({ size, usage: usage.STORAGE | usage.COPY_SRC });
  const limited = pageBytes
    ? { ...gpu, limits: { ...gpu.limits, maxBufferSize: 2 ** 20, maxStorageBufferBindingSize: pageBytes } }
    : gpu;
  const input = { buffer, offset: 0, size };
  const loader = createImageLoader(limited, pipelines, { input, capacity: CAPACITY, ...more });
  const readback = createReadback(gpu);
  onTestFinished(() => {
    loader.dispose();
    readback.dispose();
    buffer.destroy();
  });
  const found = async () => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    loader.encode(pass);
    pass.end();
    device.queue.submit([encoder.finish()]);
    let numbers = new Float32Array();
    await readback.read(input, (bytes) => {
      numbers = new Float32Array(bytes.slice(0));
    });
    gpu.raise();
    return numbers;
  };
  return { loader, found, calls, buffers };
}

/** Loads batches of a set and compares what came into the input with what the reference makes of them. */
async function expectPrepared(
  { loader, found }: { readonly loader: ImageLoader; readonly found: () => Promise<Float32Array> },
  set: ImageSet,
  format: InputFormat,
): Promise<void> {
  const batches = [[0, 1, 2, 3, 4, 5, 6, 7, 8], [21, 13, 7, 7, 20, 1, 21, 16, 9], [19, 12, 21, 3], [10]];
  for (const [epoch, indices] of batches.entries()) {
    const words = { capacity: CAPACITY, format, augmentation: 'tutorial', interpolation: 'bicubic' } as const;
    const batch = batchOf(set, { ...words, epoch, indices });
    loader.load(batch);
    const numbers = await found();
    const expected = preparedByReference(set, batch, format);
    const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - numbers[i])), 0);
    expect(worst, `batch ${epoch}`).toBeLessThan(TOLERANCE);
    expect(expected.some((value) => value > 0.1) && expected.some((value) => value < -0.1)).toBe(true);
  }
}

describe.skipIf(missing !== null)('images come into the input as the reference prepares them', () => {
  test.each<[where: string, options: Partial<LoaderOptions> & { readonly pageBytes?: number }]>([
    ['all on the GPU', {}],
    ['all on the GPU, on pages of some images', { pageBytes: 7004 }],
    ['some on the GPU, the others copied over in one go', { residentBytes: all / 3 }],
    ['some on pages, one too large for any', { pageBytes: 3000, residentBytes: all / 2 }],
    ['none on the GPU', { residentBytes: 0 }],
    ['none on the GPU, copied over in parts', { residentBytes: 0, stagedBytes: 4001 }],
    ['some on the GPU, the others copied over one by one', { residentBytes: all / 3, stagedBytes: 1 }],
  ])('%s', async (_, options) => {
    const stage = await start(rgb, options);
    await stage.loader.bind(mixed, rgb);
    await expectPrepared(stage, mixed, rgb);
  });

  test('in grey, copied over in parts', async () => {
    const stage = await start(grey, { residentBytes: all / 3, stagedBytes: 4001 });
    await stage.loader.bind(mixed, grey);
    await expectPrepared(stage, mixed, grey);
  });

  test('of two sets in turn, each copied to the GPU once', async () => {
    const other = imagesOf(Array.from({ length: 22 }, (_, i) => [5 + (i % 9), 21 - (i % 8)] as const));
    const stage = await start(rgb, { residentBytes: all + 2000, stagedBytes: 3000 });
    await stage.loader.bind(mixed, rgb);
    await expectPrepared(stage, mixed, rgb);
    await stage.loader.bind(other, rgb);
    await expectPrepared(stage, other, rgb);
    const pages = [...stage.buffers].filter(({ label }) => label.startsWith('images '));
    const bytes = pages.reduce((sum, { size }) => sum + size, 0);
    // Together they keep to the bytes that may stay; a page is whole words.
    expect(bytes).toBeGreaterThan(all);
    expect(bytes).toBeLessThan(all + 2000 + 4 * pages.length);
    const before = { ...stage.calls };
    for (const set of [mixed, other, mixed]) await stage.loader.bind(set, rgb);
    expect(stage.calls).toEqual(before);
    await expectPrepared(stage, mixed, rgb);
    // Only batches were copied over since, and read.
    expect(stage.calls.createBuffer).toBe(before.createBuffer);
    expect(stage.calls.createBindGroup).toBe(before.createBindGroup);
  });
});

test.skipIf(missing !== null)(
  'a batch larger than what is copied at once is as many submits more',
  async () => {
    const { loader, calls } = await start(rgb, { residentBytes: 0, stagedBytes: 7000 });
    const even = imagesOf(Array.from({ length: CAPACITY }, () => [20, 50] as const));
    await loader.bind(even, rgb);
    const words = {
      capacity: CAPACITY,
      format: rgb,
      augmentation: 'none',
      interpolation: 'bilinear',
    } as const;
    const { submit } = calls;
    // 3000 bytes each: two at a time, and the last of the nine with the run itself.
    loader.load(batchOf(even, { ...words, epoch: 1 }));
    expect(calls.submit - submit).toBe(4);
  },
);

test.skipIf(missing !== null)('a batch before any images are bound is a fault of the program', async () => {
  const { loader } = await start(rgb, {});
  const words = { capacity: CAPACITY, format: rgb, augmentation: 'none', interpolation: 'bilinear' } as const;
  const batch = batchOf(mixed, { ...words, epoch: 1, indices: [2] });
  expect(() => loader.load(batch)).toThrow('bind first');
});
