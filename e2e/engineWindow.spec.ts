import { tinySet } from '../src/engine/training/testing/tinySet.ts';
import { forkEngine, setEngineLauncher } from '../src/host/engine/launchEngine.ts';
import { expect, test } from './support/app.ts';
import { launchOptions } from './support/chromium.ts';
import { openEnginePage } from './support/enginePage.ts';
import { type TrainingOutcome, trainTiny } from './support/tinyTraining.ts';

// The page of the hidden window, in which Electron runs engines on the GPU; here a Chromium shows it, on a GPU that is
// drawn in software.
test.use({ launchOptions: launchOptions('--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader') });

/** By how much a number may differ from that of the CPU device in Node, of a device of the page. */
const devices: readonly (readonly [device: string, tolerance: number])[] = [['cpu', 0]];

const images = { inline: tinySet(11) };

for (const [device, tolerance] of devices) {
  test(`${device} trains in the engine's page as cpu does in Node`, async ({ page, app }) => {
    setEngineLauncher(forkEngine);
    const expected = await trainTiny('cpu', images);
    const port = await openEnginePage(page, new URL('/', app.address).href);
    setEngineLauncher(() => ({ port, runtime: 'Chromium' }));
    const found = await trainTiny(device, images);
    expect(found.how).toBe('finished');
    expectAlike(found, expected, tolerance);
  });
}

function expectAlike(found: TrainingOutcome, expected: TrainingOutcome, tolerance: number): void {
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
