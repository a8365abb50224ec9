import { expect, test } from 'vitest';
import type { EpochLine } from '../../shared/api/runs.ts';
import {
  checkpointWords,
  differenceWords,
  placeFault,
  plainName,
  sizeWords,
  usualPlaces,
} from './exportPlace.ts';

test('a run is exported to a file or folder of its name in the default place', () => {
  expect(usualPlaces('signs: 2/3', '/home/a')).toEqual({
    onnx: '/home/a/signs- 2-3.onnx',
    savedmodel: '/home/a/signs- 2-3-tensorflow',
    safetensors: '/home/a/signs- 2-3',
  });
  expect(usualPlaces('signs', 'C:\\Users\\a').onnx).toBe('C:\\Users\\a\\signs.onnx');
  expect(usualPlaces('signs', undefined).safetensors).toBe('signs');
  expect(plainName('..')).toBe('project');
});

test.each([
  ['onnx', '/a/b.onnx', undefined],
  ['onnx', '/a/b.ONNX', 'The name of an ONNX file ends in .onnx.'],
  ['onnx', '/a/b', 'The name of an ONNX file ends in .onnx.'],
  ['onnx', '  ', 'Name a file.'],
  ['safetensors', '/a/b', undefined],
  ['safetensors', '', 'Name a folder.'],
  ['savedmodel', '/a/b', undefined],
  ['savedmodel', '', 'Name a folder.'],
] as const)('%s to %j: %s', (format, path, fault) => {
  expect(placeFault(format, path)).toBe(fault);
});

const line = (epoch: number, fields: Partial<EpochLine>): EpochLine => ({
  epoch,
  train: { loss: 1, accuracy: 0.875 },
  seconds: 3,
  imagesPerSecond: 200,
  ...fields,
});

test('a checkpoint says after which epoch it was written and how good it is', () => {
  const best = line(4, { validation: { loss: 0.5, accuracy: 0.9125 }, test: { loss: 0.6, accuracy: 0.8 } });
  const last = line(9, { test: { loss: 0.7, accuracy: 0.75 } });
  expect(checkpointWords({ best, last }, 'best')).toBe('After epoch 4: 91.25 % of validation images right.');
  expect(checkpointWords({ best, last }, 'last')).toBe('After epoch 9: 75.00 % of test images right.');
  expect(checkpointWords({ best: null, last: line(2, {}) }, 'best')).toBe(
    'Nothing was held out to judge by: the last weights. After epoch 2: 87.50 % of training images right.',
  );
  expect(checkpointWords({ best: null, last: null }, 'last')).toBe('As before the first epoch.');
});

test.each([
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [99_960, '100 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [10_683_180, '10.7 MB'],
  [2_147_483_647, '2.1 GB'],
])('%d bytes are %s', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});

test('a difference is said in two digits', () => {
  expect([0, 7.62939453125e-6, 0.00012].map(differenceWords)).toEqual(['0', '7.6e-6', '1.2e-4']);
});
