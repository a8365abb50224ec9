import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RunProgress } from '../../../shared/api/runs.ts';
import { createTestPage } from '../testing/serviceStage.ts';
import { createRunLog } from './runLog.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const progress = (step: number): { kind: 'progress'; progress: RunProgress } => ({
  kind: 'progress',
  progress: {
    epoch: 1,
    epochs: 7,
    step,
    steps: 500,
    end: 500,
    loss: 1.5,
    accuracy: 0.25,
    imagesPerSecond: 31,
    epochSecondsLeft: 3,
    runSecondsLeft: 70,
    point: { at: step / 500, loss: 1.25, accuracy: 0.375 },
  },
});
const note = (sentence: string) => ({ kind: 'note' as const, sentence });

test('events are numbered from 1, and pages are told some times a second, of all of them', () => {
  const log = createRunLog('one');
  const page = createTestPage();
  const sent = vi.spyOn(page, 'send');
  expect(log.watch(page, 0)).toEqual([]);
  for (let i = 1; i <= 300; i++) {
    log.emit(progress(i));
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(400);
  expect(sent.mock.calls.length).toBeGreaterThan(5);
  expect(sent.mock.calls.length).toBeLessThanOrEqual(9);
  expect(page.events.map(({ seq }) => seq)).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
});

test('a new state is told at once, with what waited', () => {
  const log = createRunLog('one');
  const page = createTestPage();
  log.watch(page, 0);
  log.emit(progress(1));
  log.emit(progress(2));
  log.emit({ kind: 'state', state: 'paused', sentence: null });
  expect(page.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test('who comes later gets what happened after its number, and nothing twice', () => {
  const log = createRunLog('one');
  const [early, late] = [createTestPage(), createTestPage()];
  log.watch(early, 0);
  for (const sentence of ['a', 'b', 'c', 'd']) log.emit(note(sentence));
  late.events.push(...log.watch(late, 2));
  log.emit(note('e'));
  vi.advanceTimersByTime(1000);
  expect(late.events.map(({ seq }) => seq)).toEqual([3, 4, 5]);
  expect(early.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
});

test('kept is all that lasts, and of progress the end', () => {
  const log = createRunLog('one');
  log.emit(note('first'));
  for (let i = 1; i <= 2000; i++) log.emit(progress(i));
  const kept = log.watch(createTestPage(), 0);
  expect(kept[0]).toMatchObject({ seq: 1, sentence: 'first' });
  expect(kept.length).toBeLessThan(100);
  expect(kept.at(-1)).toMatchObject({ seq: 2001, progress: { step: 2000 } });
  expect(log.progress?.step).toBe(2000);
  log.emit({ kind: 'state', state: 'preparing', sentence: null });
  expect(log.progress).toBe(null);
});

test('what lasts is bounded too', () => {
  const log = createRunLog('one');
  for (let i = 1; i <= 20_000; i++) log.emit(note(String(i)));
  const kept = log.watch(createTestPage(), 0);
  expect(kept.length).toBeLessThan(6000);
  expect(kept.at(-1)?.seq).toBe(20_000);
  expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, i) => 20_001 - kept.length + i));
});

test('a page that closed or left hears nothing more, and one that comes back hears each event once', () => {
  const log = createRunLog('one');
  const [closed, left] = [createTestPage(), createTestPage()];
  for (const page of [closed, left]) log.watch(page, 0);
  closed.close();
  log.unwatch(left);
  log.emit(note('unheard'));
  vi.advanceTimersByTime(1000);
  expect([closed.events, left.events]).toEqual([[], []]);
  log.watch(left, 1);
  log.watch(left, 1);
  log.emit(note('heard'));
  vi.advanceTimersByTime(1000);
  expect(left.events.map(({ seq }) => seq)).toEqual([2]);
});
