import { expect, test } from 'vitest';
import { createKeeper, RETRY } from './keeper.ts';

/** A clock that is moved by hand. */
function handClock() {
  let now = 0;
  let next = 1;
  const waiting = new Map<number, { at: number; run: () => void }>();
  return {
    timers: {
      now: () => now,
      set: (run: () => void, milliseconds: number) => {
        waiting.set(next, { at: now + milliseconds, run });
        return next++;
      },
      clear: (timer: never) => void waiting.delete(timer),
    },
    /** Moves it, and lets the writes that are done come to their end. */
    pass: async (milliseconds: number) => {
      const end = now + milliseconds;
      for (;;) {
        const due = [...waiting].filter(([, { at }]) => at <= end).sort((a, b) => a[1].at - b[1].at);
        if (due.length === 0) break;
        const [id, { at, run }] = due[0];
        waiting.delete(id);
        now = at;
        run();
        await settled();
      }
      now = end;
    },
  };
}

/** Once all that waits on nothing but promises is done. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Writes that end when they are told to. */
function slowWrites() {
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  return {
    ends,
    write: () => new Promise<void>((resolve, reject) => void ends.push({ resolve, reject })),
  };
}

test('one edit is written a moment later, once', async () => {
  const { timers, pass } = handClock();
  let written = 0;
  const keeper = createKeeper(async () => void written++, timers);
  keeper.touch();
  await pass(249);
  expect(written).toBe(0);
  await pass(100_000);
  expect(written).toBe(1);
});

test('edits without a pause are written within a second all the same', async () => {
  const { timers, pass } = handClock();
  const times: number[] = [];
  const keeper = createKeeper(async () => void times.push(timers.now()), timers);
  for (let i = 0; i < 25; i++) {
    keeper.touch();
    await pass(100);
  }
  expect(times).toEqual([900, 1800]);
});

test('the end of the page does not wait', () => {
  const { timers } = handClock();
  let written = 0;
  const keeper = createKeeper(async () => void written++, timers);
  keeper.flush();
  expect(written).toBe(0);
  keeper.touch();
  keeper.flush();
  expect(written).toBe(1);
});

test('an edit during a write is written after it, never beside it', async () => {
  const { timers, pass } = handClock();
  const { ends, write } = slowWrites();
  const keeper = createKeeper(write, timers);
  keeper.touch();
  await pass(300);
  keeper.touch();
  await pass(300);
  keeper.touch();
  await pass(300);
  expect(ends).toHaveLength(1);
  ends[0].resolve();
  await settled();
  expect(ends).toHaveLength(2);
  ends[1].resolve();
  await pass(100_000);
  expect(ends).toHaveLength(2);
});

test('a write that fails is tried again by itself, and by the next edit', async () => {
  const { timers, pass } = handClock();
  const times: number[] = [];
  let isFull = true;
  const keeper = createKeeper(async () => {
    times.push(timers.now());
    if (isFull) throw new Error('the disk is full');
  }, timers);
  keeper.touch();
  await pass(260);
  keeper.touch();
  await pass(300);
  expect(times).toEqual([250, 510]);
  isFull = false;
  await pass(100_000);
  expect(times).toEqual([250, 510, 510 + RETRY]);
});
