import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OpenRequest } from '../../engine/api.ts';
import type { Engine } from '../engine/engineProcess.ts';
import { createWarmEngines } from './warmEngines.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Engines that note what becomes of them, by the order they were started in. */
function engines() {
  const log: string[] = [];
  let started = 0;
  const start = (): Engine => {
    const name = `engine ${++started}`;
    const open = async ({ seed }: { seed: number }) => {
      log.push(`${name} opens ${seed}`);
      if (seed === 13) throw new Error('no such program');
    };
    const close = async () => void log.push(`${name} ends`);
    return { api: { open, name } as unknown as Engine['api'], runtime: null as never, close };
  };
  return { log, warm: createWarmEngines(60_000, start) };
}

const request = (seed: number) => () => ({ seed }) as unknown as OpenRequest;
const named = async (api: Engine['api']) => (api as unknown as { name: string }).name;

test('the second question about the same weights goes to the engine of the first', async () => {
  const { log, warm } = engines();
  const purpose = { name: 'answers', version: '1' };
  expect(await warm.use(purpose, request(1), named)).toBe('engine 1');
  expect(await warm.use(purpose, request(2), named)).toBe('engine 1');
  expect(log).toEqual(['engine 1 opens 1']);
});

test('new weights end the engine of the old ones', async () => {
  const { log, warm } = engines();
  await warm.use({ name: 'answers', version: '1' }, request(1), named);
  expect(await warm.use({ name: 'answers', version: '2' }, request(2), named)).toBe('engine 2');
  expect(log.filter((line) => line.endsWith('ends'))).toEqual(['engine 1 ends']);
});

test('a third purpose ends the engine that was not used for longest, once its work is done', async () => {
  const { log, warm } = engines();
  let finish = () => {};
  const first = warm.use({ name: 'a', version: '1' }, request(1), async (api) => {
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    return named(api);
  });
  await warm.use({ name: 'b', version: '1' }, request(2), named);
  expect(await warm.use({ name: 'c', version: '1' }, request(3), named)).toBe('engine 3');
  expect(log.filter((line) => line.endsWith('ends'))).toEqual([]);
  finish();
  expect(await first).toBe('engine 1');
  await vi.advanceTimersByTimeAsync(1);
  expect(log.filter((line) => line.endsWith('ends'))).toEqual(['engine 1 ends']);
});

test('questions to one engine are answered one after the other', async () => {
  const { warm } = engines();
  const steps: string[] = [];
  const work = (name: string) => async () => {
    steps.push(`${name} begins`);
    await Promise.resolve();
    steps.push(`${name} ends`);
  };
  const purpose = { name: 'answers', version: '1' };
  await Promise.all(['one', 'two'].map((name) => warm.use(purpose, request(1), work(name))));
  expect(steps).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
});

test('an engine ends after a minute without a question, and not before', async () => {
  const { log, warm } = engines();
  const purpose = { name: 'answers', version: '1' };
  await warm.use(purpose, request(1), named);
  await vi.advanceTimersByTimeAsync(59_000);
  await warm.use(purpose, request(1), named);
  await vi.advanceTimersByTimeAsync(59_000);
  expect(log).toEqual(['engine 1 opens 1']);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(log).toEqual(['engine 1 opens 1', 'engine 1 ends']);
});

test('an engine on which something failed is not asked again', async () => {
  const { log, warm } = engines();
  const purpose = { name: 'answers', version: '1' };
  await expect(warm.use(purpose, request(13), named)).rejects.toThrow('no such program');
  expect(await warm.use(purpose, request(2), named)).toBe('engine 2');
  expect(log).toEqual(['engine 1 opens 13', 'engine 1 ends', 'engine 2 opens 2']);
});

test('closing ends all that are open', async () => {
  const { log, warm } = engines();
  await warm.use({ name: 'a', version: '1' }, request(1), named);
  await warm.use({ name: 'b', version: '1' }, request(2), named);
  await warm.close();
  await vi.advanceTimersByTimeAsync(61_000);
  expect(log.slice(2)).toEqual(['engine 1 ends', 'engine 2 ends']);
});
