import { expect, test } from 'vitest';
import type { RunDetails, RunEvent } from '../../shared/api/runs.ts';
import { logOf, type RunLog, withEvent } from './runLog.ts';

const line = (epoch: number, loss: number) => ({
  epoch,
  train: { loss, accuracy: 1 - loss / 4 },
  seconds: 7.5,
  imagesPerSecond: 172,
});

const details = {
  summary: { device: 'CPU, 2 threads' },
  document: '{}',
  classes: ['Stop', 'Yield'],
  lines: [line(1, 3.1), line(2, 1.7)],
  progress: null,
} as unknown as RunDetails;

function after(...events: Omit<RunEvent, 'seq'>[]): RunLog {
  return events.reduce((log, event, i) => withEvent(log, { ...event, seq: i } as RunEvent), logOf(details));
}

test('a run told anew has its epochs, its device and the newest list of mistakes', () => {
  const log = logOf(details);
  expect([log.lines.length, log.device, log.evaluated]).toEqual([2, 'CPU, 2 threads', 2]);
});

test('an epoch is added at the end', () => {
  const log = after({ kind: 'epoch', line: line(3, 0.9) } as RunEvent);
  expect(log.lines.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
});

test('an epoch done again takes the place of the old one and of what followed', () => {
  const log = after({ kind: 'epoch', line: line(1, 2.2) } as RunEvent);
  expect(log.lines.map(({ epoch, train }) => [epoch, train.loss])).toEqual([[1, 2.2]]);
});

test('what is made ready is shown until training begins', () => {
  const preparing = { kind: 'preparing', what: 'Reading images', done: 120, total: 1290 } as RunEvent;
  expect(after(preparing).preparing).toEqual({ what: 'Reading images', done: 120, total: 1290 });
  const state = { kind: 'state', state: 'training', sentence: null } as RunEvent;
  expect(after(preparing, state).preparing).toBe(null);
});

test('a sentence is noted once, however often it is told', () => {
  const note = { kind: 'note', sentence: 'The device differs, so it is not bit-exact.' } as RunEvent;
  expect(after(note, note).notes).toEqual(['The device differs, so it is not bit-exact.']);
});

test('a run that starts again forgets how far it was', () => {
  const progress = { kind: 'progress', progress: { epoch: 3, step: 17 } } as unknown as RunEvent;
  expect(after(progress).progress?.step).toBe(17);
  const state = { kind: 'state', state: 'preparing', sentence: null } as RunEvent;
  expect(after(progress, state).progress).toBe(null);
});

test('a new list of mistakes and a device are noted', () => {
  const log = after(
    { kind: 'evaluation', epoch: 5 } as RunEvent,
    { kind: 'device', description: 'WebGPU' } as RunEvent,
  );
  expect([log.evaluated, log.device]).toEqual([5, 'WebGPU']);
});
