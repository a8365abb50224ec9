import { expect, test } from 'vitest';
import { ProblemError } from '../../shared/problem.ts';
import { decodePpm } from './ppm.ts';

const file = 'sign.ppm';

function ppm(header: string, samples: readonly number[]): Uint8Array {
  return Uint8Array.from([...new TextEncoder().encode(header), ...samples]);
}

function problemOf(bytes: Uint8Array): string {
  try {
    decodePpm(bytes, file);
  } catch (error) {
    if (error instanceof ProblemError) return `${error.problem.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}

const six = [1, 2, 3, 200, 150, 255];

test.each([
  'P6 2 1 255\n',
  'P6\n2 1\n255\n',
  'P6\n# by a camera\n2\t1 # wide\r255\n',
  'P6\r\n#a\n#b\n  2\v\f1\n255 ',
  'P6\n2 1#glued\n255#also\n',
  'P6\r\n2 1\r\n255\r\n',
])('the header %j is read', (header) => {
  const { width, height, rgb } = decodePpm(ppm(header, six), file);
  expect([width, height, ...rgb]).toEqual([2, 1, ...six]);
});

test('a line feed after a carriage return is the first sample where the length says so', () => {
  const { rgb } = decodePpm(ppm('P6 2 1 255\r', [10, ...six.slice(1)]), file);
  expect([...rgb]).toEqual([10, ...six.slice(1)]);
});

test('a picture of maxval 255 is a view, and what follows it is passed over', () => {
  const bytes = ppm('P6 1 2 255\n', [...six, 9, 9, 9]);
  const { rgb } = decodePpm(bytes, file);
  expect([...rgb]).toEqual(six);
  expect(rgb.buffer).toBe(bytes.buffer);
});

test('other maxvals are scaled and rounded, samples above them held', () => {
  expect([...decodePpm(ppm('P6 1 1 7 ', [0, 3, 9]), file).rgb]).toEqual([0, 109, 255]);
  expect([...decodePpm(ppm('P6 1 1 1000\n', [0, 0, 1, 44, 3, 232]), file).rgb]).toEqual([0, 77, 255]);
  expect([...decodePpm(ppm('P6 1 1 65535\n', [255, 255, 128, 0, 0, 1]), file).rgb]).toEqual([255, 128, 0]);
});

test.each([
  ['P5 2 1 255\n', 'bad-image: sign.ppm is not a PPM image: it does not start with P6'],
  ['P6 0 1 255\n', 'bad-image: sign.ppm says it has 0 x 1 pixels, expected 1 to 16777216'],
  [
    'P6 2147483648 2147483648 255\n',
    'bad-image: sign.ppm says it has 2147483648 x 2147483648 pixels, expected 1 to 16777216',
  ],
  ['P6 99999999999999999999 1 255\n', 'bad-image: sign.ppm has a width too large to be one'],
  ['P6 2 -1 255\n', 'bad-image: sign.ppm has byte 45 at offset 5 where its height was expected'],
  ['P6 2 1 0\n', 'bad-image: sign.ppm has a maxval of 0, expected 1 to 65535'],
  ['P6 2 1 65536\n', 'bad-image: sign.ppm has a maxval of 65536, expected 1 to 65535'],
  ['P6 2 1 0x7f\n', 'bad-image: sign.ppm has byte 120 at offset 8 where its maxval was expected'],
])('%j is refused with a sentence', (header, sentence) => {
  expect(problemOf(ppm(header, six))).toBe(sentence);
});

test('every cut of a good file is called truncated', () => {
  const whole = ppm('P6\n# made by hand\n2 1\n255\n', six);
  for (let length = 2; length < whole.length; length++) {
    expect(problemOf(whole.subarray(0, length))).toMatch(
      /^truncated: sign.ppm is truncated: \d+ bytes? wanted at/,
    );
  }
});

test('a comment that never ends is the end of the file', () => {
  const bytes = new Uint8Array(3_000_000).fill(0x61);
  bytes.set(ppm('P6\n#', []));
  expect(problemOf(bytes)).toBe('truncated: sign.ppm is truncated: 1 byte wanted at offset 3000000, 0 left');
});
