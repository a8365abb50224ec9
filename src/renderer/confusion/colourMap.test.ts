import { expect, test } from 'vitest';
import { cividis, inkOn, shadeColour, shadeOf } from './colourMap.ts';

/** Relative luminance as WCAG defines it. */
function luminance(red: number, green: number, blue: number): number {
  const linear = [red, green, blue].map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

function luminanceOf(colour: string): number {
  const [red, green, blue] = colour.match(/\d+/g)?.map(Number) ?? [];
  return luminance(red, green, blue);
}

test('the map only grows lighter', () => {
  for (let i = 1; i < 256; i++) {
    const before = luminance(cividis[3 * i - 3], cividis[3 * i - 2], cividis[3 * i - 1]);
    expect(luminance(cividis[3 * i], cividis[3 * i + 1], cividis[3 * i + 2])).toBeGreaterThanOrEqual(before);
  }
  expect(Array.from(cividis.subarray(0, 3))).toEqual([0x00, 0x22, 0x4e]);
  expect(Array.from(cividis.subarray(765))).toEqual([0xfe, 0xe8, 0x38]);
});

test('every scale runs from 0 for none to 1 for the most', () => {
  for (const scale of ['linear', 'root', 'log'] as const) {
    expect(shadeOf(0, 37, scale)).toBe(0);
    expect(shadeOf(37, 37, scale)).toBe(1);
    expect(shadeOf(0, 0, scale)).toBe(0);
  }
});

test('root and log lift few mistakes above many', () => {
  const [linear, root, log] = (['linear', 'root', 'log'] as const).map((scale) => shadeOf(1, 400, scale));
  expect(linear).toBe(1 / 400);
  expect(root).toBe(1 / 20);
  expect(log).toBeCloseTo(Math.LN2 / Math.log(401), 12);
});

test('more mistakes stand out more from the page, in light and in dark', () => {
  const shades = [0.05, 0.3, 0.6, 1];
  const light = shades.map((shade) => luminanceOf(shadeColour(shade, false)));
  const dark = shades.map((shade) => luminanceOf(shadeColour(shade, true)));
  for (let i = 1; i < shades.length; i++) {
    expect(light[i]).toBeLessThan(light[i - 1]);
    expect(dark[i]).toBeGreaterThan(dark[i - 1]);
  }
});

test('ink on any shade has a contrast of 4.5 at least', () => {
  for (const isDark of [false, true]) {
    for (let shade = 0; shade <= 1; shade += 1 / 64) {
      const paper = luminanceOf(shadeColour(shade, isDark));
      const ink = inkOn(shade, isDark) === '#ffffff' ? 1 : 0;
      const contrast = (Math.max(paper, ink) + 0.05) / (Math.min(paper, ink) + 0.05);
      expect(contrast).toBeGreaterThanOrEqual(4.5);
    }
  }
});
