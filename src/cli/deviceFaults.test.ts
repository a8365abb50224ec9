import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { resolveDevice } from '../host/engine/resolveDevice.ts';
import { addFaultyDevice } from '../host/engine/testing/faultyDevice.ts';
import { readPlan } from '../host/runs/planFile.ts';
import { runPaths } from '../host/runs/runFolder.ts';
import { imageFolder, smallProject } from '../host/runs/testing/serviceStage.ts';
import { ProblemError } from '../shared/problem.ts';
import { train } from './commands/train.ts';
import { createOutput } from './output.ts';
import { temporaryFolder, writeProject } from './testing/runCli.ts';

let takeAway = () => {};
afterEach(() => takeAway());

/** Runs `train` in this process; its exit code, or the sentence and code that it ends with. */
async function trained(...args: string[]): Promise<number | { sentence: string; code: string }> {
  const quiet = { write: () => true };
  const output = createOutput(false, quiet, quiet);
  return train.run({ args, output, onInterrupt: () => () => {} }).catch((error: unknown) => {
    if (!(error instanceof ProblemError)) throw error;
    return { sentence: error.message, code: error.problem.code };
  });
}

test('a device that is lost ends the command with its sentence and how the run goes on; it does', async () => {
  const folder = temporaryFolder(onTestFinished);
  const run = join(folder, 'run');
  const data = imageFolder(join(folder, 'data'), ['stop', 'yield', 'no entry'], 12);
  const project = writeProject(folder, smallProject({ epochs: 2 }));
  const message = 'the graphics card was lost';
  takeAway = addFaultyDevice({ problem: { code: 'device-lost', message }, at: 3 });
  expect(await trained(project, '--data', data, '--out', run, '--device', 'faulty')).toEqual({
    sentence: `the graphics card was lost. signalbox train --resume ${run} --device cpu goes on from its last checkpoint on the processor`,
    code: 'device-lost',
  });
  takeAway();
  expect(await trained('--resume', run, '--device', 'cpu')).toBe(0);
  expect(readPlan(runPaths(run).plan)?.device).toBe('cpu');
}, 30_000);

test('a run whose own device is gone goes on on what auto takes', async () => {
  const folder = temporaryFolder(onTestFinished);
  const run = join(folder, 'run');
  const data = imageFolder(join(folder, 'data'), ['stop', 'yield', 'no entry'], 12);
  const project = writeProject(folder, smallProject({ epochs: 1 }));
  takeAway = addFaultyDevice({ problem: { code: 'device-lost', message: 'lost' }, at: 1000 });
  expect(await trained(project, '--data', data, '--out', run, '--device', 'faulty')).toBe(0);
  takeAway();
  expect(await trained('--resume', run, '--epochs', '2')).toBe(0);
  expect(readPlan(runPaths(run).plan)?.device).toBe(await resolveDevice('auto'));
}, 30_000);

test('what is no fault of the device says nothing of another', async () => {
  const folder = temporaryFolder(onTestFinished);
  const data = imageFolder(join(folder, 'data'), ['stop', 'yield', 'no entry'], 12);
  const project = writeProject(folder, smallProject({ epochs: 2 }));
  takeAway = addFaultyDevice({ problem: { code: 'not-finite', message: 'the loss is NaN' }, at: 3 });
  expect(await trained(project, '--data', data, '--out', join(folder, 'run'), '--device', 'faulty')).toEqual({
    sentence: 'the loss is NaN',
    code: 'not-finite',
  });
}, 30_000);
