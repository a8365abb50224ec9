import { expect, test } from 'vitest';
import { paramsText, shapeText } from './shapeText.ts';

test('a shape is written with multiplication signs', () => {
  expect(shapeText([64, 24, 12])).toBe('64×24×12');
  expect(shapeText([43])).toBe('43');
  expect(shapeText([])).toBe('scalar');
});

test('parameters are the subtitle without the type', () => {
  const cases = [
    [
      'SpatialConvolution(3 -> 32, 3x5, 1,2, 1,1) without bias',
      'SpatialConvolution',
      '3 → 32, 3×5, 1,2, 1,1 without bias',
    ],
    ['SpatialBatchNormalization (4D) (32)', 'SpatialBatchNormalization', '4D, 32'],
    ['Dropout(0.200000)', 'Dropout', '0.2'],
    ['Linear(4608 -> 512)', 'Linear', '4608 → 512'],
    ['Input(3x48x40)', 'Input', '3×48×40'],
    ['View(-1)', 'View', '-1'],
    ['Scale(1.000000)', 'Scale', '1'],
    ['ReLU', 'ReLU', ''],
  ];
  for (const [subtitle, type, text] of cases) expect(paramsText(subtitle, type)).toBe(text);
});

test('digits of a whole number are left alone', () => {
  expect(paramsText('View(100)', 'View')).toBe('100');
  expect(paramsText('Odd(10.50, 200)', 'Odd')).toBe('10.5, 200');
});
