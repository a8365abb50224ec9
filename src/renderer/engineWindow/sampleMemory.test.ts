import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sampleMemory } from './sampleMemory.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('memory is told at once and now and then, until the browser says no', async () => {
  const answers = [3000, 5000, 4000];
  const told: number[] = [];
  const measureUserAgentSpecificMemory = async () => {
    const bytes = answers.shift();
    if (bytes === undefined) throw new Error('SecurityError');
    return { bytes };
  };
  sampleMemory({ measureUserAgentSpecificMemory }, (bytes) => told.push(bytes));
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual([3000]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toEqual([3000, 5000, 4000]);
  expect(vi.getTimerCount()).toBe(0);
});

test('where the browser does not tell, nothing is told', async () => {
  const told: number[] = [];
  sampleMemory({}, (bytes) => told.push(bytes));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toEqual([]);
});
