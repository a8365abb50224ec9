import { expect, test } from 'vitest';
import { placeBeside, ringAround } from './placeBeside.ts';

const card = { width: 320, height: 170 };
const window = { width: 1280, height: 800 };

test.each([
  ['a column at the left', 'beside', { left: 0, top: 44, width: 216, height: 720 }, { left: 230, top: 319 }],
  [
    'a column at the right',
    'beside',
    { left: 980, top: 44, width: 300, height: 720 },
    { left: 646, top: 319 },
  ],
  ['a line at the bottom', 'below', { left: 0, top: 770, width: 1280, height: 30 }, { left: 480, top: 586 }],
  ['a line at the top', 'beside', { left: 0, top: 0, width: 1280, height: 44 }, { left: 480, top: 58 }],
  ['a button in a corner', 'below', { left: 1190, top: 8, width: 78, height: 28 }, { left: 948, top: 50 }],
  ['a small thing', 'beside', { left: 600, top: 300, width: 40, height: 60 }, { left: 654, top: 245 }],
  ['a small thing', 'below', { left: 600, top: 300, width: 40, height: 60 }, { left: 460, top: 374 }],
  ['nearly all', 'beside', { left: 216, top: 44, width: 800, height: 726 }, { left: 456, top: 558 }],
] as const)('%s: %s', (_, first, target, place) => {
  expect(placeBeside(target, card, window, first)).toEqual(place);
});

test('without a target: in the middle', () => {
  expect(placeBeside(null, card, window, 'beside')).toEqual({ left: 480, top: 315 });
});

test('in a window that is too small it begins at its edge', () => {
  expect(placeBeside(null, card, { width: 300, height: 150 }, 'below')).toEqual({ left: 12, top: 12 });
});

test('the ring is outside what is small, within what is large, and in the window', () => {
  expect(ringAround({ left: 600, top: 300, width: 40, height: 60 }, window)).toEqual({
    left: 597,
    top: 297,
    width: 46,
    height: 66,
  });
  expect(ringAround({ left: 0, top: 44, width: 216, height: 790 }, window)).toEqual({
    left: 2,
    top: 44,
    width: 214,
    height: 754,
  });
  expect(ringAround({ left: 1400, top: 900, width: 10, height: 10 }, window)).toMatchObject({
    width: 0,
    height: 0,
  });
});
