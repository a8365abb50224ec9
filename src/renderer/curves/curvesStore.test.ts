import { expect, test } from 'vitest';
import { toggleLine, useCurves, zoomedRange, zoomTo } from './curvesStore.ts';

test('zooming in keeps the centre where it is', () => {
  expect(zoomedRange({ from: 2, to: 10 }, 0.5, 4, 20)).toEqual({
    from: 3,
    to: 7,
  });
});

test('zooming out ends at the first and the last epoch, and then shows all', () => {
  expect(zoomedRange({ from: 2, to: 10 }, 2, 8, 11)).toEqual(null);
  expect(zoomedRange({ from: 2, to: 10 }, 2, 8, 13)).toEqual({
    from: -4 + 4,
    to: 12,
  });
});

test('a range too small to show anything is left alone', () => {
  zoomTo({ from: 1, to: 3.5 });
  zoomTo({ from: 2, to: 2.0001 });
  expect(useCurves.getState().range).toEqual({ from: 1, to: 3.5 });
  zoomTo(null);
  expect(useCurves.getState().range).toBe(null);
});

test('a line is hidden, then shown again', () => {
  toggleLine('a train');
  expect([...useCurves.getState().hidden]).toEqual(['a train']);
  toggleLine('a train');
  expect([...useCurves.getState().hidden]).toEqual([]);
});
