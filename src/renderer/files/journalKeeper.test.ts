import { expect, test } from 'vitest';
import { createKeeper } from './journalKeeper.ts';

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
    pass: (milliseconds: number) => {
      const end = now + milliseconds;
      for (;;) {
        const due = [...waiting].filter(([, { at }]) => at <= end).sort((a, b) => a[1].at - b[1].at);
        if (due.length === 0) break;
        const [id, { at, run }] = due[0];
        waiting.delete(id);
        now = at;
        run();
      }
      now = end;
    },
  };
}

test('one edit is written a moment later, once', () => {
  const { timers, pass } = handClock();
  let written = 0;
  const keeper = createKeeper(async () => void written++, timers);
  keeper.touch();
  pass(249);
  expect(written).toBe(0);
  pass(1000);
  expect(written).toBe(1);
});

test('edits without a pause are written within a second all the same', () => {
  const { timers, pass } = handClock();
  const times: number[] = [];
  const keeper = createKeeper(async () => void times.push(timers.now()), timers);
  for (let i = 0; i < 25; i++) {
    keeper.touch();
    pass(100);
  }
  expect(times).toEqual([900, 1900]);
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

test('a write that fails does not end the keeping', async () => {
  const { timers, pass } = handClock();
  let tried = 0;
  const keeper = createKeeper(async () => {
    tried++;
    throw new Error('gone');
  }, timers);
  keeper.touch();
  pass(300);
  keeper.touch();
  pass(300);
  await Promise.resolve();
  expect(tried).toBe(2);
});
