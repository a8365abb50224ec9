import { describe, expect, test } from 'vitest';
import { curvePath, distanceTo, isNear, labelPlace, wireCurve } from './wireCurve.ts';

const straight = wireCurve({ x: 30, y: 10 }, { x: 30, y: 210 }, 0);
const branch = wireCurve({ x: 0, y: 0 }, { x: 300, y: 90 }, 0);

describe('the course of a wire', () => {
  test('leaves downwards and arrives from above', () => {
    expect(branch.leaving).toEqual({ x: 0, y: 40.5 });
    expect(branch.arriving).toEqual({ x: 300, y: 49.5 });
    expect(curvePath(branch)).toBe('M0,0 C0,40.5 300,49.5 300,90');
  });

  test('swings aside in its middle by the detour it is given', () => {
    const round = wireCurve({ x: 30, y: 10 }, { x: 30, y: 610 }, -120);
    expect(distanceTo(round, { x: -90, y: 310 })).toBeLessThan(1);
  });

  test('goes round its own nodes where it leads back up', () => {
    const back = wireCurve({ x: 10, y: 300 }, { x: 0, y: 0 }, 0);
    expect(back.leaving.x).toBeGreaterThan(120);
    expect(back.leaving.y).toBeGreaterThan(300);
    expect(back.arriving.y).toBeLessThan(0);
  });
});

describe('the label of a wire', () => {
  test('is near the end, on the wire', () => {
    expect(labelPlace(straight).y).toBe(189);
    expect(labelPlace(straight).x).toBeCloseTo(30, 6);
    const { x, y } = labelPlace(branch);
    expect(distanceTo(branch, { x, y })).toBeLessThan(2);
    expect(x).toBeGreaterThan(200);
  });

  test('is in the middle of a short wire', () => {
    expect(labelPlace(wireCurve({ x: 8, y: 0 }, { x: 8, y: 38 }, 0)).y).toBeCloseTo(19, 6);
  });
});

describe('hitting a wire', () => {
  test('the distance is to the curve, not to the line between its ends', () => {
    expect(distanceTo(straight, { x: 47, y: 130 })).toBeCloseTo(17, 6);
    // A quarter of the way the curve is here; the line between the ends is 11 pixels above.
    expect(distanceTo(branch, { x: 46.9, y: 25.5 })).toBeLessThan(0.5);
    expect(distanceTo(branch, { x: 46.9, y: 14.1 })).toBeGreaterThan(8);
  });

  test('beyond an end it is to the end', () => {
    expect(distanceTo(straight, { x: 33, y: 214 })).toBeCloseTo(5, 6);
  });

  test('the quick look never refuses what is within reach', () => {
    expect(isNear(straight, { x: 47, y: 130 }, 18)).toBe(true);
    expect(isNear(straight, { x: 47, y: 130 }, 16)).toBe(false);
    expect(isNear(straight, { x: 30, y: 229 }, 18)).toBe(false);
  });
});
