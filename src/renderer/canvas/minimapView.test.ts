import { expect, test } from 'vitest';
import { minimapView, placeOn, seenBox } from './minimapView.ts';

const size = { width: 168, height: 112 };

test('what is seen is the window, in the units of the canvas', () => {
  expect(seenBox({ x: -100, y: 50, zoom: 0.5 }, { width: 800, height: 300 })).toEqual({
    x: 200,
    y: -100,
    width: 1600,
    height: 600,
  });
});

test('the overview shows all nodes and what is seen, and a place of it leads back', () => {
  const view = minimapView(
    { x: -300, y: 0, width: 600, height: 2000 },
    { x: 900, y: -100, width: 400, height: 300 },
    size,
  );
  expect(view.scale).toBeCloseTo(100 / 2100, 9);
  for (const corner of [
    { x: -300, y: -100 },
    { x: 1300, y: 2000 },
  ]) {
    const [x, y] = [corner.x * view.scale + view.left, corner.y * view.scale + view.top];
    expect(x).toBeGreaterThanOrEqual(6);
    expect(x).toBeLessThanOrEqual(162);
    expect(y).toBeGreaterThanOrEqual(5.999);
    expect(y).toBeLessThanOrEqual(106.001);
    const back = placeOn(view, { x, y });
    expect(back.x).toBeCloseTo(corner.x, 6);
    expect(back.y).toBeCloseTo(corner.y, 6);
  }
});
