import { describe, expect, test } from 'vitest';
import { boxAround, cameraShowing, openingCamera } from './opening.ts';

const size = { width: 800, height: 600 };

describe('a project opens', () => {
  test('whole, at 100 % and no larger, where it fits', () => {
    const box = { x: -100, y: 0, width: 200, height: 300 };
    expect(openingCamera(box, null, size)).toEqual({ x: 400, y: 150, zoom: 1 });
  });

  test('whole and smaller where it can still be read', () => {
    const { zoom, y } = openingCamera({ x: 0, y: 50, width: 200, height: 800 }, null, size);
    expect(zoom).toBeCloseTo(0.65, 9);
    expect(50 * zoom + y).toBeCloseTo(40, 9);
  });

  test('at its beginning where it is too large, with that in the middle', () => {
    const input = { x: -60, y: 0, width: 120, height: 60 };
    const { x, y, zoom } = openingCamera({ x: -300, y: 0, width: 600, height: 9000 }, input, size);
    expect(zoom).toBe(1);
    expect([x, y]).toEqual([400, 40]);
    expect(openingCamera({ x: -3000, y: 0, width: 6000, height: 9000 }, input, size).zoom).toBe(0.8);
  });

  test('at 100 % where it is empty', () => {
    expect(openingCamera(boxAround([]), null, size).zoom).toBe(1);
  });
});

describe('showing a node moves the canvas', () => {
  const camera = { x: 0, y: 0, zoom: 0.5 };

  test('not at all where the node is seen', () => {
    expect(cameraShowing({ x: 200, y: 200, width: 100, height: 60 }, camera, size)).toBe(camera);
  });

  test('just so far that it is', () => {
    const box = { x: 1600, y: -100, width: 100, height: 60 };
    expect(cameraShowing(box, camera, size)).toEqual({ x: -90, y: 90, zoom: 0.5 });
  });
});

test('the box around some is as large as they reach', () => {
  const boxes = [
    { x: -10, y: 5, width: 30, height: 20 },
    { x: 40, y: -7, width: 5, height: 6 },
  ];
  expect(boxAround(boxes)).toEqual({ x: -10, y: -7, width: 55, height: 32 });
});
