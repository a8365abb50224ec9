import { describe, expect, test } from 'vitest';
import { colourAt, heatColour, heatGradient, luminance } from './heatColour.ts';

const heats = Array.from({ length: 201 }, (_, i) => i / 200);

describe.each(['light', 'dark'] as const)('on the %s page', (theme) => {
  test('the hotter, the further from the page in lightness', () => {
    const steps = heats.map((heat) => luminance(colourAt(theme, heat)));
    const away = steps.map((value) => (theme === 'light' ? -value : value));
    expect([...away].sort((a, b) => a - b)).toEqual(away);
    expect(Math.abs(steps[200] - steps[0])).toBeGreaterThan(0.6);
  });

  test('what stands on a colour can be read', () => {
    for (const heat of heats) {
      const [, light, dark] = /light-dark\((\S+), (\S+)\)/.exec(heatColour(heat).ink) ?? [];
      const ink = (theme === 'light' ? light : dark) === '#ffffff' ? 1 : 0;
      const ground = luminance(colourAt(theme, heat));
      const contrast = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
      expect(contrast, `at ${heat}`).toBeGreaterThan(4.5);
    }
  });
});

test('what lies beyond the scale has the colour of its end', () => {
  expect(colourAt('light', -3)).toEqual(colourAt('light', 0));
  expect(colourAt('dark', 2)).toEqual(colourAt('dark', 1));
  expect(heatGradient).toMatch(/^linear-gradient\(to right, light-dark\(rgb\(255 252 248\), /);
});
