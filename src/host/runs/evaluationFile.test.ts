import { expect, test } from 'vitest';
import { criterions } from '../../engine/nn/criterions/registry.ts';
import { ProblemError } from '../../shared/problem.ts';
import { confusionOf, evaluationFile, predictionList, readEvaluationFile } from './evaluationFile.ts';

const LABELS = [2, 0, 1, 2, 1];
const set = {
  classes: ['stop', 'yield', 'no entry'],
  records: LABELS.map((label, i) => ({
    offset: 0,
    width: 1,
    height: 1,
    label,
    track: `${label}/${i % 2}`,
    file: `${i}.ppm`,
  })),
  pixels: new Uint8Array(3),
  contentHash: '',
};
/** Every image but number 1, in an order of its own. */
const selection = { set, indices: Uint32Array.of(4, 0, 3, 2) };
const scores = Float32Array.of(-0.1, -2.5, -3.5, -4, -3, -0.25, -0.75, -0.75, -6, -9, -0.125, -7);
const evaluation = { loss: 0.75, accuracy: 0.5, images: 4, scores };
const { probabilities } = criterions.get('ClassNLLCriterion') ?? { probabilities: () => {} };

test('each image has its dataset index, file, track, class, prediction and probabilities, in the order asked for', () => {
  const list = predictionList(evaluation, selection, probabilities);
  expect(
    list.map(({ index, file, track, class: truth, predicted }) => [index, file, track, truth, predicted]),
  ).toEqual([
    [4, '4.ppm', '1/0', 1, 0],
    [0, '0.ppm', '2/0', 2, 2],
    [3, '3.ppm', '2/1', 2, 0],
    [2, '2.ppm', '1/0', 1, 1],
  ]);
  const expected = [0.1, 2.5, 3.5].map((value) => Math.exp(-value));
  const sum = expected.reduce((a, b) => a + b);
  list[0].probabilities.forEach((value, c) => {
    // The criterion may read the scores as logarithms or bring them to a sum of 1.
    const near = [expected[c], expected[c] / sum].some((one) => Math.abs(value - one) < 1e-6);
    expect(near).toBe(true);
  });
});

test('of classes that are equally likely the first is predicted', () => {
  expect(predictionList(evaluation, selection, probabilities)[2].predicted).toBe(0);
});

test('only the mistakes are kept, with a confusion matrix of all', () => {
  const list = predictionList(evaluation, selection, probabilities);
  const file = evaluationFile(7, 'test', evaluation, selection, probabilities);
  expect(file).toMatchObject({ epoch: 7, split: 'test', loss: 0.75, accuracy: 0.5 });
  expect(file.mistakes).toEqual([list[0], list[2]]);
  expect(file.confusion).toEqual([
    [0, 0, 0],
    [1, 1, 0],
    [1, 0, 1],
  ]);
  expect(confusionOf(list, 3)).toEqual(file.confusion);
});

test('the file holds numbers only, none that JSON turns to null', () => {
  const list = predictionList(evaluation, selection, probabilities);
  const text = JSON.stringify(evaluationFile(7, 'test', evaluation, selection, probabilities));
  expect(text).not.toContain('null');
  for (const item of list)
    for (const value of item.probabilities) expect(String(value).length).toBeLessThan(16);
});

test('no image gives an empty list and a matrix of zeros', () => {
  const none = { loss: 0, accuracy: 0, images: 0, scores: new Float32Array(0) };
  expect(predictionList(none, { set, indices: new Uint32Array(0) }, probabilities)).toEqual([]);
  expect(confusionOf([], 2)).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

test('an evaluation comes back as it was written; one from before tracks were kept has none', () => {
  const written = evaluationFile(7, 'test', evaluation, selection, probabilities);
  expect(readEvaluationFile(JSON.stringify(written), 'evaluation.json')).toEqual(written);
  const old = { ...written, mistakes: written.mistakes.map(({ track, ...rest }) => rest) };
  const { mistakes } = readEvaluationFile(JSON.stringify(old), 'evaluation.json');
  expect(mistakes.map(({ index, track }) => [index, track])).toEqual([
    [4, ''],
    [3, ''],
  ]);
});

test.each([
  ['{"epoch": 7', /^evaluation\.json is truncated/],
  ['[]', /^evaluation\.json is no evaluation: field \(all\): /],
  [
    JSON.stringify({ epoch: 2, split: 'train', loss: 1, accuracy: 0.5, confusion: [], mistakes: [] }),
    /^evaluation\.json is no evaluation: field split: /,
  ],
  [
    JSON.stringify({ epoch: 2, split: 'test', loss: 1, accuracy: 0.5, confusion: [[-1]], mistakes: [] }),
    /^evaluation\.json is no evaluation: field confusion\.0\.0: /,
  ],
])('a file that is none is told by a sentence (case %#)', (text, sentence) => {
  const read = () => readEvaluationFile(text, 'evaluation.json');
  expect(read).toThrow(ProblemError);
  expect(read).toThrow(sentence);
});
