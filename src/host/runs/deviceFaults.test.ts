import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addFaultyDevice, type DeviceFault } from '../engine/testing/faultyDevice.ts';
import { runPaths } from './runFolder.ts';
import { createStage, createTestPage, type Stage, type TestHost } from './testing/serviceStage.ts';
import { loadCheckpoint } from './useRun.ts';

let stage: Stage;
let takeAway = () => {};
beforeEach(() => {
  stage = createStage();
});
afterEach(async () => {
  await stage.clear();
  takeAway();
});

/** A run on a device that fails so; until it has failed. */
async function failedRun(host: TestHost, fault: DeviceFault) {
  takeAway = addFaultyDevice(fault);
  const { id } = await host.call.startRun(stage.request(undefined, { device: 'faulty' }));
  const page = createTestPage();
  page.events.push(...(await host.call.watchRun({ id, fromSeq: 0 }, page)).events);
  const sentence = await page.reaches('failed');
  return { id, page, sentence, paths: runPaths(join(stage.runsFolder, id)) };
}

const faults = {
  'device-lost': 'the graphics card was lost at conv1; resume the run, on another device if it fails again',
  'gpu-out-of-memory':
    'the graphics card ran out of memory at conv1; take a smaller batch, or another device',
  'shader-failed': 'the shader of conv1 could not be compiled',
};

// 96 training images in batches of 8: step 17 is in the second epoch.
test.each(Object.entries(faults))(
  '%s ends a run with its sentence; its last checkpoint stands, and it goes on on the processor',
  async (code, message) => {
    const host = stage.host();
    const { id, page, sentence, paths } = await failedRun(host, { problem: { code, message }, at: 17 });
    expect(sentence).toBe(message);
    const cause = { code, device: 'faulty' };
    expect(page.events.at(-1)).toMatchObject({ kind: 'state', state: 'failed', cause });
    expect(host.busy.now).toBe(0);
    // Another host knows it too.
    const [failed] = await stage.host().call.listRuns({});
    expect(failed).toMatchObject({ id, state: 'failed', sentence: message, cause, epochsDone: 1 });
    expect(loadCheckpoint(paths, 'last').position).toEqual({ epoch: 2, step: 0 });
    takeAway();
    await host.call.resumeRun({ id, epochs: null, device: 'cpu' });
    await page.reaches('finished');
    const [finished] = await host.call.listRuns({});
    expect(finished).toMatchObject({ state: 'finished', sentence: null, epochsDone: 3 });
    expect(finished.cause).toBe(undefined);
    expect(finished.device).toMatch(/^cpu, /);
    expect(JSON.parse(readFileSync(paths.about, 'utf8')).cause).toBe(undefined);
    const notes = page.events.flatMap((event) => (event.kind === 'note' ? event.sentence : []));
    expect(notes.join('\n')).toContain('its device was faulty and is now cpu');
  },
  30_000,
);

test('a page is told how far a device is with its shaders, before the first step', async () => {
  const { page } = await failedRun(stage.host(), {
    problem: { code: 'device-lost', message: faults['device-lost'] },
    at: 2,
  });
  const told = page.events.map((event) =>
    event.kind === 'preparing' ? `${event.what}: ${event.done} of ${event.total}` : event.kind,
  );
  const compiling = told.indexOf('compiling shaders: 0 of 3');
  expect(told[compiling - 1]).toBe('starting the engine: 0 of 1');
  expect(told[compiling + 1]).toBe('device');
}, 30_000);

test('a device that fails before the first step is known by name, and the run begins on another', async () => {
  const host = stage.host();
  const problem = { code: 'shader-failed', message: faults['shader-failed'] };
  const { id, page, paths } = await failedRun(host, { problem, at: 'compile' });
  expect(existsSync(paths.last)).toBe(false);
  const [failed] = await host.call.listRuns({});
  expect(failed).toMatchObject({ device: null, cause: { code: 'shader-failed', device: 'faulty' } });
  takeAway();
  await host.call.resumeRun({ id, epochs: 1, device: 'cpu' });
  await page.reaches('finished');
}, 30_000);
