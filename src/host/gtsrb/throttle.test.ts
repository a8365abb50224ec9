import { expect, test } from 'vitest';
import type { Clock } from './clock.ts';
import { createSpeed } from './speed.ts';
import { throttle } from './throttle.ts';

/** A clock that a test sets; what is due runs when it gets there. */
function handClock() {
  let time = 700;
  let due: { readonly at: number; readonly action: () => void }[] = [];
  const clock: Clock = {
    now: () => time,
    after: (milliseconds, action) => {
      const entry = { at: time + milliseconds, action };
      due.push(entry);
      return () => {
        due = due.filter((other) => other !== entry);
      };
    },
  };
  const go = (milliseconds: number) => {
    const end = time + milliseconds;
    for (let next = due.find(({ at }) => at <= end); next; next = due.find(({ at }) => at <= end)) {
      due = due.filter((other) => other !== next);
      time = next.at;
      next.action();
    }
    time = end;
  };
  return { clock, go };
}

test('the first call is told at once, those after it once a pause, and the last one always', () => {
  const { clock, go } = handClock();
  const told: number[] = [];
  const call = throttle(clock, 200, () => told.push(clock.now()));
  call();
  call();
  call();
  expect(told).toEqual([700]);
  go(199);
  expect(told).toEqual([700]);
  go(1);
  expect(told).toEqual([700, 900]);
  go(1000);
  expect(told).toEqual([700, 900]);
  call();
  go(50);
  call();
  go(500);
  expect(told).toEqual([700, 900, 1900, 2100]);
});

test('speed is that of the last five seconds', () => {
  const { clock, go } = handClock();
  const speed = createSpeed(clock);
  expect(speed.perSecond()).toBe(0);
  for (let i = 0; i < 100; i++) {
    go(20);
    speed.count(3000);
  }
  expect(speed.perSecond()).toBe(150_000);
  go(8000);
  expect(speed.perSecond()).toBe(0);
  speed.count(5000);
  expect(speed.perSecond()).toBe(1000);
  speed.reset();
  expect(speed.perSecond()).toBe(0);
});
