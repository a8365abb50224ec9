import { expect, test } from 'vitest';
import {
  cellSentence,
  classFigures,
  className,
  classOrder,
  classSentence,
  largestMistake,
  mostConfused,
} from './confusionFigures.ts';

const classes = ['Stop', 'Yield', 'Priority road', 'Keep right'];
const confusion = [
  [30, 0, 0, 0],
  [1, 48, 11, 0],
  [0, 2, 17, 1],
  [0, 0, 0, 0],
];
const figures = classFigures(confusion);

test('a class has its images, what was taken for it, recall and precision', () => {
  expect(figures[1]).toEqual({ images: 60, taken: 50, right: 48, recall: 0.8, precision: 0.96 });
  expect([figures[2].taken, figures[2].precision]).toEqual([28, 17 / 28]);
  expect([figures[3].images, figures[3].recall, figures[3].precision]).toEqual([0, Number.NaN, 0]);
});

test('by errors, the class with most mistakes comes first and the right ones last', () => {
  expect(classOrder(figures, 'class')).toEqual([0, 1, 2, 3]);
  // Neither 0 nor 3 has mistakes among its own; each was taken wrongly once.
  expect(classOrder(figures, 'errors')).toEqual([1, 2, 0, 3]);
});

test('the most confused pairs are cells off the diagonal, most first', () => {
  expect(mostConfused(confusion, 3)).toEqual([
    { true: 1, predicted: 2, count: 11 },
    { true: 2, predicted: 1, count: 2 },
    { true: 1, predicted: 0, count: 1 },
  ]);
  expect(largestMistake(confusion)).toBe(11);
  expect(largestMistake([[7]])).toBe(0);
});

test('a cell says what happened in one sentence', () => {
  const says = (truth: number, predicted: number) =>
    cellSentence(classes, confusion, figures, { true: truth, predicted });
  expect(says(1, 2)).toBe('11 of 60 “Yield” were taken for “Priority road”.');
  expect(says(2, 3)).toBe('1 of 20 “Priority road” was taken for “Keep right”.');
  expect(says(0, 0)).toBe('30 of 30 “Stop” were recognised.');
  expect(says(0, 2)).toBe('No “Stop” was taken for “Priority road”.');
  expect(says(3, 2)).toBe('There are no images of “Keep right”.');
});

test('a class is told with its share of both kinds', () => {
  expect(classSentence('Yield', figures[1])).toBe(
    '“Yield”: 48 of 60 recognised (80.0 %); of what was taken for it, 96.0 % was it.',
  );
  expect(classSentence('Keep right', { ...figures[3], taken: 0 })).toBe(
    '“Keep right”: no images; nothing was taken for it.',
  );
});

test('a class goes by number and name, by its number alone where the name is that', () => {
  expect([className(classes, 1), className(['0', '1'], 1), className([''], 0)]).toEqual([
    '1 Yield',
    '1',
    '0',
  ]);
});

test('1,000 classes are summed up within a second', () => {
  const many = Array.from({ length: 1000 }, (_, i) =>
    Array.from({ length: 1000 }, (_, j) => (i === j ? 90 : (i * 7919 + j * 104_729) % 97 === 0 ? 3 : 0)),
  );
  const started = performance.now();
  const sums = classFigures(many);
  classOrder(sums, 'errors');
  expect(mostConfused(many, 50).length).toBe(50);
  expect(performance.now() - started).toBeLessThan(1000);
});
