import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunEvent } from '../../shared/api/runs.ts';
import { ProblemError } from '../../shared/problem.ts';
import { runPaths } from './runFolder.ts';
import {
  createStage,
  createTestPage,
  imageFolder,
  type Stage,
  smallProject,
} from './testing/serviceStage.ts';
import { loadCheckpoint } from './useRun.ts';

let stage: Stage;
beforeEach(() => {
  stage = createStage();
});
afterEach(() => stage.clear());

/** So many epochs that the run ends only when it is told to. */
const ENDLESS = smallProject({ epochs: 1_000_000 });

async function sentence(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof ProblemError ? `${error.problem.code}: ${error.message}` : String(error);
}

const kinds = (events: readonly RunEvent[]) => events.map(({ kind }) => kind);
const pathsOf = (id: string) => runPaths(join(stage.runsFolder, id));

test('a run is prepared, trained and finished in the background, and its folder tells it all to another host', async () => {
  const host = stage.host();
  const page = createTestPage();
  const { id } = await host.call.startRun(stage.request());
  expect(existsSync(pathsOf(id).run)).toBe(true);
  const before = await host.call.watchRun({ id, fromSeq: 0 }, page);
  expect(before.events[0]).toEqual({ seq: 1, kind: 'state', state: 'preparing', sentence: null });
  expect(await page.reaches('finished')).toBe(null);
  const events = [...before.events, ...page.events];
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
  expect(events.flatMap((event) => (event.kind === 'state' ? event.state : []))).toEqual([
    'preparing',
    'training',
    'finished',
  ]);
  expect(events.flatMap((event) => (event.kind === 'epoch' ? event.line.epoch : []))).toEqual([1, 2, 3]);
  expect(kinds(events).filter((kind) => kind === 'evaluation')).toHaveLength(3);
  for (const kind of ['preparing', 'device', 'progress']) expect(kinds(events)).toContain(kind);

  const told = await host.call.runDetails({ id });
  const found = await stage.host().call.runDetails({ id });
  expect(found).toEqual({ ...told, seq: 0 });
  expect(told.summary).toMatchObject({
    id,
    name: 'first try',
    state: 'finished',
    sentence: null,
    epochsDone: 3,
    seed: 5,
    data: stage.data,
    validationShare: 0.2,
    classes: 3,
    nodes: 8,
    parameters: 6 * 27 + 6 + 12 + 6 * 12 * 12 * 3 + 3,
  });
  expect(told.summary.device).toMatch(/^cpu, 1 thread/);
  expect(told.summary.last).toEqual(told.lines[2]);
  expect(told.lines.map(({ epoch, validation }) => [epoch, validation !== undefined])).toEqual([
    [1, true],
    [2, true],
    [3, true],
  ]);
  const progress = events.flatMap((event) => (event.kind === 'progress' ? event.progress : []));
  expect([...told.curve.at]).toEqual(progress.map(({ point }) => point.at));
  expect(told.curve.at.at(-1)).toBeLessThanOrEqual(3);
  expect(progress.at(-1)).toMatchObject({ epochs: 3 });
});

test('pages see the same events, a late one all that it missed, and one that closed or left nothing more', async () => {
  const host = stage.host();
  const [first, second, late, gone] = [1, 2, 3, 4].map(createTestPage);
  const { id } = await host.call.startRun(stage.request(ENDLESS));
  for (const page of [first, second, gone]) {
    const { events } = await host.call.watchRun({ id, fromSeq: 0 }, page);
    page.events.push(...events);
  }
  await first.until(({ kind }) => kind === 'progress');
  gone.close();
  const seen = gone.events.length;
  await host.call.unwatchRun({ id }, second);
  const left = second.events.length;
  await first.until((event) => event.kind === 'epoch' && event.line.epoch === 4);
  const missed = await host.call.watchRun({ id, fromSeq: 2 }, late);
  late.events.push(...missed.events);
  await host.call.controlRun({ id, action: 'stop' });
  await Promise.all([first.reaches('stopped'), late.reaches('stopped')]);
  expect(late.events[0].seq).toBe(3);
  const bySeq = new Map(first.events.map((event) => [event.seq, event]));
  for (const event of late.events) expect(event).toEqual(bySeq.get(event.seq));
  expect(late.events.filter(({ kind }) => kind === 'epoch')).toEqual(
    first.events.filter(({ kind }) => kind === 'epoch'),
  );
  expect([gone.events.length, second.events.length]).toEqual([seen, left]);
  // Of a host that is gone: everything is told.
  const anew = await host.call.watchRun({ id, fromSeq: 10_000_000 }, createTestPage());
  expect(anew.events[0].seq).toBe(1);
});

test('paused, resumed, stopped and taken up again, a run ends with the bits of one that went through', async () => {
  const host = stage.host();
  const { id } = await host.call.startRun(stage.request(ENDLESS));
  const page = createTestPage();
  await host.call.watchRun({ id, fromSeq: 0 }, page);
  await page.until((event) => event.kind === 'epoch' && event.line.epoch === 2);
  await host.call.controlRun({ id, action: 'pause' });
  await page.reaches('paused');
  expect(await host.call.listRuns({})).toMatchObject([{ id, state: 'paused' }]);
  const { seq: paused } = await host.call.runDetails({ id });
  await host.call.controlRun({ id, action: 'resume' });
  await page.until((event) => event.kind === 'epoch' && event.seq > paused + 4);
  await host.call.controlRun({ id, action: 'stop' });
  await page.reaches('stopped');
  const [{ state, epochsDone }] = await host.call.listRuns({});
  expect([state, epochsDone > 2]).toEqual(['stopped', true]);

  const { seq } = await host.call.runDetails({ id });
  const epochs = epochsDone + 3;
  expect(await host.call.resumeRun({ id, epochs, device: 'cpu' })).toEqual({ id });
  await page.reaches('finished');
  const resumed = page.events.filter((event) => event.seq > seq);
  expect(resumed[0]).toMatchObject({ kind: 'state', state: 'preparing' });
  expect(resumed.filter(({ kind }) => kind === 'note')).toHaveLength(1);
  const { lines, curve } = await host.call.runDetails({ id });
  expect(lines.map(({ epoch }) => epoch)).toEqual(Array.from({ length: epochs }, (_, i) => i + 1));
  for (let i = 1; i < curve.at.length; i++) expect(curve.at[i]).toBeGreaterThan(curve.at[i - 1]);
  expect(curve.at.at(-1)).toBeGreaterThan(epochsDone);
  expect(readFileSync(pathsOf(id).curve)).toHaveLength(16 * curve.at.length);

  const through = await host.call.startRun(stage.request(smallProject({ epochs })));
  const watching = createTestPage();
  await host.call.watchRun({ id: through.id, fromSeq: 0 }, watching);
  await watching.reaches('finished');
  expect(readFileSync(pathsOf(id).last).equals(readFileSync(pathsOf(through.id).last))).toBe(true);
}, 30_000);

test('a finished run goes on with more epochs, and not with as many as it has', async () => {
  const host = stage.host();
  const { id } = await host.call.startRun(stage.request(smallProject({ epochs: 2 })));
  const page = createTestPage();
  await host.call.watchRun({ id, fromSeq: 0 }, page);
  await page.reaches('finished');
  expect(await sentence(host.call.resumeRun({ id, epochs: null, device: 'auto' }))).toBe(
    'nothing-left: the run first try was trained for 2 epochs, and 2 are asked for; ask for more than 2 to go on',
  );
  const { seq } = await host.call.runDetails({ id });
  await host.call.resumeRun({ id, epochs: 3, device: 'auto' });
  await page.until((event) => event.kind === 'epoch' && event.line.epoch === 3);
  await page.until((event) => event.kind === 'state' && event.state === 'finished' && event.seq > seq);
  const { summary, document } = await host.call.runDetails({ id });
  expect([summary.state, summary.epochsDone, summary.training.epochs]).toEqual(['finished', 3, 3]);
  expect(document).toContain('"epochs": 3');
});

test('a run that ends within an epoch is finished there, and goes on within it', async () => {
  const host = stage.host();
  // Steps of an epoch are told by progress; the run has a third of them, rounded up.
  const { id } = await host.call.startRun(stage.request(smallProject({ epochs: 1 / 3 })));
  const page = createTestPage();
  await host.call.watchRun({ id, fromSeq: 0 }, page);
  await page.reaches('finished');
  const [{ steps, end }] = page.events.flatMap((event) => (event.kind === 'progress' ? event.progress : []));
  expect([end, end < steps]).toEqual([Math.ceil(steps / 3), true]);
  const [{ state, epochsDone, last }] = await host.call.listRuns({});
  expect([state, epochsDone, last?.epoch]).toEqual(['finished', 1 / 3, 1 / 3]);
  expect(await host.call.runEvaluation({ id })).toMatchObject({ epoch: 1 / 3 });
  expect(await sentence(host.call.resumeRun({ id, epochs: null, device: 'auto' }))).toBe(
    'nothing-left: the run first try was trained for 0.33 epochs, and 0.33 are asked for; ask for more than 0.33 to go on',
  );
  const { seq } = await host.call.runDetails({ id });
  await host.call.resumeRun({ id, epochs: 1.25, device: 'auto' });
  await page.until((event) => event.kind === 'state' && event.state === 'finished' && event.seq > seq);
  const { lines, curve, summary } = await host.call.runDetails({ id });
  expect(lines.map(({ epoch }) => epoch)).toEqual([1 / 3, 1, 1.25]);
  expect([summary.state, summary.epochsDone]).toEqual(['finished', 1.25]);
  for (let i = 1; i < curve.at.length; i++) expect(curve.at[i]).toBeGreaterThan(curve.at[i - 1]);

  const through = await host.call.startRun(stage.request(smallProject({ epochs: 1.25 })));
  const watching = createTestPage();
  await host.call.watchRun({ id: through.id, fromSeq: 0 }, watching);
  await watching.reaches('finished');
  const [one, other] = [id, through.id].map((each) => loadCheckpoint(pathsOf(each), 'last').tensors);
  expect(one).toEqual(other);
}, 30_000);

test('while a run has the device another is refused by a sentence that names it', async () => {
  const host = stage.host();
  const { id } = await host.call.startRun(stage.request(ENDLESS));
  const busy =
    'device-busy: the run "first try" has the device cpu; stop it, or wait until it ends, to train another';
  expect(await sentence(host.call.startRun(stage.request(undefined, { name: 'second' })))).toBe(busy);
  expect(await sentence(host.call.resumeRun({ id, epochs: null, device: 'auto' }))).toBe(
    'run-active: the run first try is under way already',
  );
  expect(await sentence(host.call.deleteRun({ id }))).toBe(
    'run-active: first try is being trained; stop it before it is deleted',
  );
  expect(host.busy).toEqual({ most: 1, now: 1 });
  await host.call.controlRun({ id, action: 'stop' });
  const page = createTestPage();
  page.events.push(...(await host.call.watchRun({ id, fromSeq: 0 }, page)).events);
  await page.reaches('stopped');
  expect(host.busy.now).toBe(0);
  expect(readdirSync(stage.runsFolder)).toEqual([id]);
  const other = await host.call.startRun(stage.request(smallProject({ epochs: 1 })));
  expect(other.id).not.toBe(id);
});

test('closing stops what is under way with its checkpoint kept, and nothing is begun any more', async () => {
  const host = stage.host();
  const { id } = await host.call.startRun(stage.request(ENDLESS));
  const page = createTestPage();
  await host.call.watchRun({ id, fromSeq: 0 }, page);
  await page.until((event) => event.kind === 'epoch' && event.line.epoch === 2);
  await host.close();
  expect(await page.reaches('stopped')).toBe(null);
  expect(await sentence(host.call.startRun(stage.request()))).toMatch(/^closing: /);
  const next = stage.host();
  const [{ state, epochsDone }] = await next.call.listRuns({});
  expect([state, epochsDone > 1]).toEqual(['stopped', true]);
  await next.call.resumeRun({ id, epochs: epochsDone + 1, device: 'auto' });
});

test('validation chooses the best where there is a test set too, and mistakes are those of the test set', async () => {
  const test = imageFolder(join(stage.folder, 'test'), ['stop', 'yield', 'no entry'], 9);
  const host = stage.host();
  const { id } = await host.call.startRun(
    stage.request(undefined, { data: { data: stage.data, test, validationShare: 0.1 } }),
  );
  const page = createTestPage();
  await host.call.watchRun({ id, fromSeq: 0 }, page);
  await page.reaches('finished');
  const { summary, lines } = await host.call.runDetails({ id });
  const accuracies = lines.map(({ validation }) => validation?.accuracy ?? -1);
  expect(summary.best?.epoch).toBe(accuracies.indexOf(Math.max(...accuracies)) + 1);
  const evaluation = await host.call.runEvaluation({ id });
  expect(evaluation).toMatchObject({ epoch: 3, split: 'test', classes: ['no entry', 'stop', 'yield'] });
  expect(evaluation?.confusion.flat().reduce((sum, times) => sum + times, 0)).toBe(27);
  for (const mistake of evaluation?.mistakes ?? []) expect(mistake.track).toBe('');
  writeFileSync(pathsOf(id).evaluation, '{"epoch": 3}');
  expect(await sentence(host.call.runEvaluation({ id }))).toMatch(
    /^not-an-evaluation: .*evaluation.json is no/,
  );
});
