import { afterEach, expect, onTestFinished, test } from 'vitest';
import { ProblemError } from '../../shared/problem.ts';
import { forkEngine, setEngineLauncher } from '../engine/launchEngine.ts';
import { addFaultyDevice } from '../engine/testing/faultyDevice.ts';
import { smallProject } from '../runs/testing/serviceStage.ts';
import { requireTimes } from './benchEngine.ts';
import { measureProfile, planSteps } from './measureProfile.ts';

afterEach(() => setEngineLauncher(forkEngine));

async function sentence(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    if (error instanceof ProblemError) return `${error.problem.code}: ${error.message}`;
    throw error;
  }
  return 'no fault';
}

test('a small network is profiled in an engine of its own, step by step', async () => {
  const seen: [number, number][] = [];
  const { signal } = new AbortController();
  const onProgress = (done: number, total: number) => void seen.push([done, total]);
  const profile = await measureProfile({ document: smallProject(), device: 'auto' }, { onProgress, signal });
  const names = profile.rows.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['conv1', 'bn1', 'drop1', 'fc1', 'criterion', 'optimiser']));
  expect(names).not.toContain('relu1');
  expect(profile.rows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  const conv = profile.rows.find(({ name }) => name === 'conv1');
  expect(conv?.milliseconds).toBe((conv?.forward ?? 0) + (conv?.backward ?? 0));
  expect(conv?.gigaflops).toBeGreaterThan(0);
  expect(profile).toMatchObject({ batchSize: 8, device: expect.stringMatching(/^cpu, /) });
  expect(profile.imagesPerSecond).toBeCloseTo(8000 / profile.millisecondsPerStep, 6);
  const total = seen[0][1];
  expect(seen[0]).toEqual([2, total]);
  expect(total).toBeGreaterThanOrEqual(2 + profile.steps);
  for (const [done, of] of seen) expect([of, done <= total]).toEqual([total, true]);
});

test('where the device that auto stands for tells no times the processor is timed; one that is named is not left', async () => {
  const problem = { code: 'device-lost', message: 'lost' };
  onTestFinished(addFaultyDevice({ problem, at: 1_000_000 }));
  const { signal } = new AbortController();
  const watch = { onProgress: () => {}, signal };
  const subject = { document: smallProject(), device: 'auto' };
  expect(await measureProfile(subject, watch, async () => 'faulty')).toMatchObject({
    device: expect.stringMatching(/^cpu, /),
  });
  const named = measureProfile({ ...subject, device: 'faulty' }, watch);
  expect(await sentence(() => named)).toMatch(/^no-profile: the device faulty does not tell/);
});

test('what is given up ends its engine and fails with the reason', async () => {
  const gone: string[] = [];
  setEngineLauncher(() => {
    const launched = forkEngine();
    launched.port.onClose((reason) => gone.push(reason));
    return launched;
  });
  const giveUp = new AbortController();
  const reason = new ProblemError({ code: 'profile-cancelled', message: 'the profile was cancelled' });
  const profile = sentence(() =>
    measureProfile(
      { document: smallProject({ batchSize: 4096 }), device: 'cpu' },
      { onProgress: () => giveUp.abort(reason), signal: giveUp.signal },
    ),
  );
  expect(await profile).toBe('profile-cancelled: the profile was cancelled');
  expect(gone).toEqual(['it was ended by SIGKILL']);
});

test('an engine that dies is told in a sentence', async () => {
  let die = () => {};
  setEngineLauncher(() => {
    const launched = forkEngine();
    die = () => launched.port.close();
    return launched;
  });
  const { signal } = new AbortController();
  const profile = sentence(() =>
    measureProfile({ document: smallProject(), device: 'cpu' }, { onProgress: () => die(), signal }),
  );
  expect(await profile).toBe(
    "engine-gone: the engine's process is gone: it was ended by SIGKILL; nothing was changed, and the steps can be timed again",
  );
});

test.each([
  [
    'a fault of the network',
    'cpu',
    () => smallProject({ criterion: { type: 'Nothing', params: {} } }),
    /Nothing/,
  ],
  ['an unknown device', 'abacus', smallProject, /^unknown-device: there is no device "abacus"/],
  [
    'too little memory',
    'cpu',
    () => smallProject({ batchSize: 1_000_000 }),
    /memory.*a smaller batch needs less/,
  ],
])('%s is told in a sentence', async (_, device, document, expected) => {
  const { signal } = new AbortController();
  expect(
    await sentence(() => measureProfile({ document: document(), device }, { onProgress: () => {}, signal })),
  ).toMatch(expected);
});

test('a device that does not tell what operations take is told in a sentence', async () => {
  expect(await sentence(() => requireTimes(null, 'tensorflow'))).toBe(
    'no-profile: the device tensorflow does not tell what its operations take; expected cpu, which does',
  );
});

test('as many steps are timed as fit into some seconds, and never too few', () => {
  expect(planSteps(0.2)).toEqual({ warmup: 20, steps: 60 });
  expect(planSteps(100)).toEqual({ warmup: 10, steps: 30 });
  expect(planSteps(5000)).toEqual({ warmup: 0, steps: 3 });
});
