import { expect, test } from 'vitest';
import { neighbourMatch, neighbourSentence } from './neighbourWords.ts';
import { probabilityRows } from './probabilityRows.ts';

test('the likeliest classes come first, those asked for come anyway, with their rank', () => {
  const probabilities = Float32Array.of(0.125, 0.5, 0.0625, 0.25, 0.0625);
  expect(probabilityRows(probabilities, 2)).toEqual([
    { class: 1, share: 0.5, rank: 1 },
    { class: 3, share: 0.25, rank: 2 },
  ]);
  expect(probabilityRows(probabilities, 2, [4, 1]).map((row) => [row.class, row.rank])).toEqual([
    [1, 1],
    [3, 2],
    [4, 5],
  ]);
  expect(probabilityRows(probabilities, 99)).toHaveLength(5);
});

const classes = ['Yield', 'Priority road', 'Stop'];
const mistake = { class: 0, predicted: 1 };
const near = (...list: number[]) => list.map((index) => ({ class: index }));

test('a neighbour is of the wrong class, of the true one, or of another', () => {
  expect(near(1, 0, 2).map((neighbour) => neighbourMatch(neighbour, mistake))).toEqual([
    'predicted',
    'truth',
    'other',
  ]);
});

test.each([
  [
    [1, 1, 2, 1, 0],
    'Of the 5 nearest training images 3 are “Priority road”, what this was taken for; 1 is “Yield”, what it is; ' +
      '1 is neither. To the network it looks like “Priority road”.',
  ],
  [
    [0, 0, 1],
    'Of the 3 nearest training images 1 is “Priority road”, what this was taken for; 2 are “Yield”, what it is. ' +
      'It does look like “Yield”; the last layer decided otherwise.',
  ],
  [
    [2, 0],
    'Of the 2 nearest training images none is “Priority road”, what this was taken for; 1 is “Yield”, what it is; ' +
      '1 is neither.',
  ],
  [
    [2, 2, 1, 0],
    'Of the 4 nearest training images 1 is “Priority road”, what this was taken for; 1 is “Yield”, what it is; ' +
      '2 are neither.',
  ],
])('neighbours %j', (list, sentence) => {
  expect(neighbourSentence(near(...list), mistake, classes)).toBe(sentence);
});
