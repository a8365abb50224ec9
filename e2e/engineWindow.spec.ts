import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ImageSet } from '../src/engine/data/dataset.ts';
import { tinySet } from '../src/engine/training/testing/tinySet.ts';
import { packImages } from '../src/host/data/packedFile.ts';
import { startEngine } from '../src/host/engine/engineProcess.ts';
import { forkEngine, setEngineLauncher } from '../src/host/engine/launchEngine.ts';
import { expect, test } from './support/app.ts';
import { launchOptions } from './support/chromium.ts';
import { openEnginePage } from './support/enginePage.ts';
import type { ServedApp } from './support/server.ts';
import { type TrainingOutcome, trainTiny } from './support/tinyTraining.ts';
import { vulkanEnvironment } from './support/vulkan.ts';

// The page of the hidden window, in which Electron runs engines on the GPU; here a Chromium shows it, on a GPU that is
// drawn in software, told as src/host/engine/openGpu.ts tells Dawn.
test.use({
  launchOptions: launchOptions(
    '--enable-unsafe-webgpu',
    '--use-webgpu-adapter=swiftshader',
    '--disable-dawn-features=use_vulkan_zero_initialize_workgroup_memory_extension',
  ),
});
test.afterEach(() => setEngineLauncher(forkEngine));

/** By how much a number may differ that WebGPU comes to in three epochs: it adds up in another order. */
const TOLERANCE = 2e-5;

/** The page's devices, and by how much a number may differ from that of the CPU device in Node. */
const devices: readonly (readonly [device: string, tolerance: number])[] = [
  ['cpu', 0],
  ['webgpu', TOLERANCE],
];

const set = tinySet(11);

/** Has the next engine run in the page instead of a process. */
async function engineInPage(page: Page, app: ServedApp): Promise<void> {
  const port = await openEnginePage(page, new URL('/', app.address).href);
  setEngineLauncher(() => ({ port, runtime: 'Chromium' }));
}

for (const [device, tolerance] of devices) {
  test(`${device} trains in the engine's page as cpu does in Node`, async ({ page, app }) => {
    const expected = await trainTiny('cpu', { images: { inline: set } });
    await engineInPage(page, app);
    const found = await trainTiny(device, { images: { inline: set } });
    expectAlike(found, expected, tolerance);
  });

  test(`${device} trains in the engine's page on a cache file, which the host reads for it`, async ({
    page,
    app,
  }) => {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-cache-'));
    try {
      const cache = join(folder, 'tiny.sbcache');
      await writeCache(cache, set);
      const expected = await trainTiny('cpu', { images: { cache } });
      await engineInPage(page, app);
      const found = await trainTiny(device, { images: { cache } });
      expectAlike(found, expected, tolerance);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test(`${device} in the engine's page hears within an epoch that it shall stop`, async ({ page, app }) => {
    await engineInPage(page, app);
    const found = await trainTiny(device, {
      images: { inline: set },
      repeats: 50_000,
      onProgress: (stop) => stop(),
    });
    expect([found.how, found.epochs]).toEqual(['stopped', 0]);
  });
}

test("webgpu trains in the engine's page as it does in Node", async ({ page, app }) => {
  const environment = vulkanEnvironment();
  // Needed: only Node's side wants a Vulkan driver, which `npm test` brings or says why it cannot.
  test.skip(environment === null, 'no Vulkan driver is named for the tests');
  Object.assign(process.env, environment);
  const expected = await trainTiny('webgpu', { images: { inline: set } });
  await engineInPage(page, app);
  const found = await trainTiny('webgpu', { images: { inline: set } });
  expectAlike(found, expected, TOLERANCE);
});

test('the page says of each device whether it can be had in it, in a sentence where it cannot', async ({
  page,
  app,
}) => {
  await engineInPage(page, app);
  const engine = startEngine('cpu');
  const found = await engine.api.devices({ threads: 2, names: ['cpu', 'webgpu', 'tensorflow'] });
  await engine.close();
  expect(found).toMatchObject([
    {
      name: 'cpu',
      available: true,
      description: expect.stringMatching(/^cpu, 2 threads, relaxed SIMD 4x8, /),
    },
    {
      name: 'webgpu',
      available: true,
      kind: 'software',
      description: expect.stringMatching(/^webgpu, .*SwiftShader/i),
    },
    {
      name: 'tensorflow',
      available: false,
      description: expect.stringMatching(/runs in a process of its own/),
    },
  ]);
});

test('an engine that fails in its page says why, and what was asked of it fails with that', async ({
  page,
  app,
  faults,
}) => {
  await engineInPage(page, app);
  const provoke = async () => {
    const worker = page.workers().find((one) => /engineWorker/.test(one.url()));
    await worker?.evaluate(() => void setTimeout(() => void Promise.reject(new Error('provoked'))));
  };
  let provoked = false;
  const run = trainTiny('cpu', {
    images: { inline: set },
    repeats: 50_000,
    onProgress: () => {
      if (!provoked) void provoke();
      provoked = true;
    },
  });
  await expect(run).rejects.toThrow("the engine's process is gone: it failed (Error: provoked)");
  expect(faults.splice(0).join()).toContain('provoked');
});

async function writeCache(path: string, { classes, records, pixels }: ImageSet): Promise<void> {
  const images = records.map(({ offset, ...record }) => ({
    ...record,
    rgb: pixels.subarray(offset, offset + 3 * record.width * record.height),
  }));
  const pieces: Uint8Array[] = [];
  for await (const piece of packImages(new Uint8Array(32), classes, images)) pieces.push(piece.slice());
  writeFileSync(path, Buffer.concat(pieces));
}

function expectAlike(found: TrainingOutcome, expected: TrainingOutcome, tolerance: number): void {
  expect([found.how, found.epochs]).toEqual(['finished', 3]);
  expect(largestDifference(found.metrics, expected.metrics)).toBeLessThanOrEqual(tolerance);
  expect(found.weights.map(({ name }) => name)).toEqual(expected.weights.map(({ name }) => name));
  for (const [i, { name, data }] of found.weights.entries()) {
    expect([name, largestDifference(data, expected.weights[i].data) <= tolerance]).toEqual([name, true]);
  }
}

function largestDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(found.length).toBe(expected.length);
  expect(expected.length).toBeGreaterThan(0);
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(found[i] - expected[i]);
    largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(largest, difference);
  }
  return largest;
}
