import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NetworkProfile } from '../../shared/api/profile.ts';
import { writeDocument } from '../../shared/documentFile.ts';
import { ProblemError } from '../../shared/problem.ts';
import { testPage } from '../app/testing/testContext.ts';
import { createStage, createTestPage, type Stage, smallProject } from '../runs/testing/serviceStage.ts';
import type { measureProfile } from './measureProfile.ts';
import { createProfileService } from './profileService.ts';

const measured: NetworkProfile = {
  rows: [],
  millisecondsPerStep: 3,
  imagesPerSecond: 2667,
  steps: 3,
  batchSize: 8,
  device: 'cpu, 1 thread',
};
const asked = (request = 'first') => ({
  request,
  text: writeDocument(smallProject()),
  name: 'small',
  device: 'auto',
});

/** A service whose profiles are done when a test says so, or when they are given up. */
function service(runUnderWay: () => string | null = () => null) {
  const log: string[] = [];
  let finish = () => {};
  const measure: typeof measureProfile = ({ document }, { onProgress, signal }) =>
    new Promise<NetworkProfile>((resolve, reject) => {
      log.push(`measures ${document.nodes.length} nodes`);
      onProgress(2, 9);
      signal.addEventListener('abort', () => {
        log.push('is given up');
        reject(signal.reason);
      });
      finish = () => resolve(measured);
    });
  const profiles = createProfileService({ runUnderWay, measure });
  const call = profiles.handlers;
  return { ...profiles, call, log, finish: () => finish() };
}

async function sentence(call: unknown): Promise<string> {
  const error = await Promise.resolve(call).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof ProblemError ? `${error.problem.code}: ${error.message}` : String(error);
}

test('a page is told of its steps and answered, and then another one may ask', async () => {
  const { call, finish } = service();
  const [page, other] = [testPage(), testPage()];
  const profile = call.profileProject(asked(), page);
  expect(page.heard).toEqual([{ kind: 'profile', request: 'first', done: 2, total: 9 }]);
  expect(await sentence(call.profileProject(asked(), other))).toBe(
    'profile-busy: another profile is being measured; wait until it is there, or cancel it',
  );
  finish();
  expect(await profile).toBe(measured);
  const next = call.profileProject(asked(), other);
  finish();
  expect(await next).toBe(measured);
});

test('a page cancels its own profile, and no other one', async () => {
  const { call, log } = service();
  const page = testPage();
  const profile = sentence(call.profileProject(asked(), page));
  await call.cancelProfile({ request: 'first' }, testPage());
  await call.cancelProfile({ request: 'second' }, page);
  expect(log).toEqual(['measures 8 nodes']);
  await call.cancelProfile({ request: 'first' }, page);
  expect(await profile).toBe('profile-cancelled: the profile was cancelled');
  expect(log).toEqual(['measures 8 nodes', 'is given up']);
});

test('the next profile waits for the end of one that was cancelled', async () => {
  const { call, log, finish } = service();
  const page = testPage();
  const first = sentence(call.profileProject(asked(), page));
  void call.cancelProfile({ request: 'first' }, page);
  const second = call.profileProject(asked('second'), page);
  expect(await first).toMatch(/^profile-cancelled: /);
  await expect.poll(() => log).toEqual(['measures 8 nodes', 'is given up', 'measures 8 nodes']);
  finish();
  expect(await second).toBe(measured);
});

test('what is measured ends with its page', async () => {
  const { call, log } = service();
  const page = testPage();
  const profile = sentence(call.profileProject(asked(), page));
  page.leave();
  expect(await profile).toMatch(/^page-gone: /);
  expect(log).toContain('is given up');
});

test('a project that cannot be read is refused, and nothing is under way then', async () => {
  const { call, finish } = service();
  const page = testPage();
  expect(await sentence(call.profileProject({ ...asked(), text: '{' }, page))).toMatch(/small/);
  const next = call.profileProject(asked(), page);
  finish();
  expect(await next).toBe(measured);
});

test('nothing is measured beside a run, paused or not', async () => {
  const { call, log } = service(() => 'first "try"');
  expect(await sentence(call.profileProject(asked(), testPage()))).toBe(
    'run-under-way: the run "first \\"try\\"" is under way, and each would slow the other; stop it, or wait until it ends, to profile the network',
  );
  expect(log).toEqual([]);
});

test('the end of the program ends it, and nothing is measured after', async () => {
  const { call, close } = service();
  const profile = sentence(call.profileProject(asked(), testPage()));
  await close();
  expect(await profile).toBe('closing: Signalbox is about to end, so the profile was given up');
  expect(await sentence(call.profileProject(asked(), testPage()))).toMatch(/^closing: /);
});

let stage: Stage;
beforeEach(() => {
  stage = createStage();
});
afterEach(() => stage.clear());

test('a run that starts has what is measured give way first, and is in the way until it ends', async () => {
  const { call, makeWay, log, finish } = service(() => host.underWay());
  const host = stage.host({
    makeWay: async (run) => {
      await makeWay(run);
      log.push(`${run} begins`);
    },
  });
  const profile = sentence(call.profileProject(asked(), testPage()));
  const { id } = await host.call.startRun(stage.request(smallProject({ epochs: 1_000_000 })));
  expect(log).toEqual(['measures 8 nodes', 'is given up', 'first try begins']);
  expect(await profile).toBe(
    'profile-gave-way: the run "first try" was started, so the profile was given up',
  );
  expect(await sentence(call.profileProject(asked(), testPage()))).toMatch(
    /^run-under-way: the run "first try"/,
  );
  const page = createTestPage();
  page.events.push(...(await host.call.watchRun({ id, fromSeq: 0 }, page)).events);
  await host.call.controlRun({ id, action: 'stop' });
  await page.reaches('stopped');
  expect(host.underWay()).toBeNull();
  const next = call.profileProject(asked(), testPage());
  finish();
  expect(await next).toBe(measured);
});
