import { describe, expect, test } from 'vitest';
import { fitText, textWidth } from './textWidth.ts';

describe('the width of a text', () => {
  test('is what the browser measures for Inter, semi-bold, within a few per cent', () => {
    // Measured in Chromium at 100 pixels: 913.7.
    expect(textWidth('SpatialConvolution', 100)).toBeGreaterThan(905);
    expect(textWidth('SpatialConvolution', 100)).toBeLessThan(925);
  });

  test('grows with the size of the type', () => {
    expect(textWidth('conv17', 22)).toBeCloseTo(2 * textWidth('conv17', 11), 9);
  });

  test('counts a character outside ASCII as wide, one of two units once', () => {
    expect(textWidth('出', 13)).toBe(13);
    expect(textWidth('🚦', 13)).toBe(13);
    expect(textWidth('é', 100)).toBe(68);
  });
});

describe('a text that must fit', () => {
  test('stays as it is where it does', () => {
    expect(fitText('conv1', 60, 13)).toBe('conv1');
  });

  test('is cut with an ellipsis, inside the width', () => {
    const cut = fitText('SpatialBatchNormalization', 100, 13);
    expect(cut).toMatch(/^SpatialB\w*…$/);
    expect(textWidth(cut, 13)).toBeLessThanOrEqual(100);
  });

  test('is never cut inside a character of two units', () => {
    expect(fitText('🚦🚧🛑', 33, 13)).toBe('🚦…');
  });
});
