import { expect, test } from 'vitest';
import { createLivePace } from './livePace.ts';

/** A page whose time goes by when the test says; showing something takes `rendering`, its frame `drawing`. */
function page(cost: { rendering: number; drawing: number }) {
  let time = 0;
  const timers: { at: number; callback: () => void }[] = [];
  const frames: (() => void)[] = [];
  const shown: { at: number; items: readonly string[] }[] = [];
  const pace = createLivePace<string>((items) => shown.push({ at: time, items }), {
    now: () => time,
    delay: (callback, milliseconds) => void timers.push({ at: time + milliseconds, callback }),
    rendered: (callback) => {
      time += cost.rendering;
      callback();
    },
    frame: (callback) => void frames.push(callback),
    drawn: (callback) => {
      time += cost.drawing;
      callback();
    },
  });
  return {
    pace,
    shown,
    draw: () => {
      for (const callback of frames.splice(0)) callback();
    },
    waitUntil: (at: number) => {
      time = at;
      for (const timer of timers.splice(0)) {
        if (timer.at <= at) timer.callback();
        else timers.push(timer);
      }
    },
  };
}

test('what comes often is shown ten times a second where that costs next to nothing', () => {
  const { pace, shown, draw, waitUntil } = page({ rendering: 0.25, drawing: 0.5 });
  for (let at = 1; at <= 1000; at++) {
    waitUntil(at);
    pace.add(`item ${at}`, false);
    draw();
  }
  expect(shown.length).toBe(10);
  expect(shown.flatMap(({ items }) => items).slice(0, 3)).toEqual(['item 1', 'item 2', 'item 3']);
});

test('what costs more is shown less often, so that it takes a hundredth of the time', () => {
  const { pace, shown, draw, waitUntil } = page({ rendering: 2, drawing: 1.5 });
  pace.add('first', false);
  draw();
  waitUntil(300);
  pace.add('second', false);
  waitUntil(349);
  expect(shown.map(({ items }) => items)).toEqual([['first']]);
  pace.add('third', false);
  waitUntil(351);
  expect(shown.map(({ items }) => items)).toEqual([['first'], ['second', 'third']]);
});

test('it is shown once a second even where the page is very slow', () => {
  const { pace, shown, draw, waitUntil } = page({ rendering: 90, drawing: 30 });
  pace.add('first', false);
  draw();
  waitUntil(500);
  pace.add('second', false);
  waitUntil(1001);
  expect(shown.length).toBe(2);
});

test('an urgent item is shown at once, after all that waited', () => {
  const { pace, shown, draw, waitUntil } = page({ rendering: 5, drawing: 3 });
  pace.add('first', false);
  draw();
  waitUntil(20);
  pace.add('second', false);
  pace.add('stopped', true);
  expect(shown.map(({ items }) => items)).toEqual([['first'], ['second', 'stopped']]);
  waitUntil(2000);
  expect(shown.length).toBe(2);
});

test('a page without frames goes on being told, and asks for one frame only', () => {
  const { pace, shown, draw, waitUntil } = page({ rendering: 1, drawing: 1 });
  for (const at of [0, 150, 300, 450]) {
    waitUntil(at);
    pace.add(`at ${at}`, false);
  }
  expect(shown.length).toBe(4);
  draw();
  waitUntil(600);
  pace.add('seen', false);
  expect(shown.length).toBe(4);
});
