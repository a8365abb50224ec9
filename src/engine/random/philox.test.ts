import { expect, test } from 'vitest';
import { philox } from './philox.ts';

function block(key: number[], counter: number[]): string[] {
  const out = new Uint32Array(6);
  philox(key[0], key[1], counter[0], counter[1], counter[2], counter[3], out, 1);
  expect([out[0], out[5]]).toEqual([0, 0]);
  return [...out.subarray(1, 5)].map((word) => word.toString(16).padStart(8, '0'));
}

// The known-answer vectors of Random123 (kat_vectors, philox4x32 10 rounds).
test('the zero key and counter give the published words', () => {
  expect(block([0, 0], [0, 0, 0, 0])).toEqual(['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8']);
});

test('all ones give the published words', () => {
  const ones = 0xffffffff;
  expect(block([ones, ones], [ones, ones, ones, ones])).toEqual([
    '408f276d',
    '41c83b0e',
    'a20bc7c6',
    '6d5451fd',
  ]);
});

test('the digits of pi give the published words', () => {
  const words = block([0xa4093822, 0x299f31d0], [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344]);
  expect(words).toEqual(['d16cfe09', '94fdcceb', '5001e420', '24126ea1']);
});

test("the words are those of TensorFlow's stateless operations, block after block", () => {
  const key = [0x89abcdef, 0x01234567];
  const words = [
    ...block(key, [0x76543210, 0xfedcba98, 0x55667788, 0x11223344]),
    ...block(key, [0x76543211, 0xfedcba98, 0x55667788, 0x11223344]),
  ];
  expect(words.slice(0, 5)).toEqual(['6cf185da', '70c6f6af', '5025c806', 'a2ecc791', '97976295']);
});
