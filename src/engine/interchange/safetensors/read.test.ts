import { describe, expect, test } from 'vitest';
import { problemOf } from '../testSupport.ts';
import { readSafetensors } from './read.ts';

/** A file with this header, as text or value, before so many bytes of data; its length may be a lie. */
function file(header: unknown, data: number | readonly number[] = 0, length?: bigint): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + (typeof data === 'number' ? data : data.length));
  new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(text.length), true);
  bytes.set(text, 8);
  if (typeof data !== 'number') bytes.set(data, 8 + text.length);
  return bytes;
}

const tensor = (shape: unknown, begin: number, end: number, dtype: unknown = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe('numbers of other types are brought to float32:', () => {
  test.each([
    ['F32', [0, 0, 0x20, 0xc0], [-2.5]],
    ['F64', [0, 0, 0, 0, 0, 0, 0x04, 0xc0, 1, 0, 0, 0, 0, 0, 0xf0, 0x3f], [-2.5, 1]],
    ['BF16', [0x20, 0xc0, 0x49, 0x40], [-2.5, 3.140625]],
    ['F16', [0x00, 0xc1, 0xff, 0x7b, 0x01, 0x00, 0x00, 0x80], [-2.5, 65504, 2 ** -24, -0]],
    [
      'F16',
      [0x00, 0x7c, 0x00, 0xfc, 0x01, 0x7e],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN],
    ],
  ])('%s %j', (type, data, numbers) => {
    const { tensors } = readSafetensors(
      file({ x: tensor([numbers.length], 0, data.length, type) }, data),
      'x',
    );
    expect(tensors.get('x')?.data).toEqual(Float32Array.from(numbers));
  });
});

test('tensors come in the order of their data, whatever the order in the header, from any place in memory', () => {
  const bytes = file(
    { b: tensor([1], 4, 8), a: tensor([1], 0, 4), empty: tensor([3, 0], 4, 4) },
    [0, 0, 128, 63, 0, 0, 0, 64],
  );
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  const { tensors } = readSafetensors(shifted.subarray(3), 'x');
  expect([...tensors].map(([name, { data }]) => [name, [...data]])).toEqual([
    ['a', [1]],
    ['empty', []],
    ['b', [2]],
  ]);
});

test.each([
  ['an array', (bytes: Uint8Array) => bytes],
  ['a Node Buffer', (bytes: Uint8Array) => Buffer.from(bytes)],
])('tensors have memory of their own, read from %s', (_, held) => {
  const bytes = held(file({ x: tensor([1], 0, 4) }, [0, 0, 128, 63]));
  const { tensors } = readSafetensors(bytes, 'x');
  bytes.fill(0);
  expect(tensors.get('x')?.data).toEqual(Float32Array.of(1));
});

describe('a planted fault is refused in one sentence:', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const faults: [string, Uint8Array, string][] = [
    ['empty file', new Uint8Array(0), 'w.safetensors is truncated: 8 bytes wanted at offset 0, 0 left'],
    [
      'length of 2^64 - 1',
      file('{', 0, 2n ** 64n - 1n),
      'w.safetensors holds a number at offset 0 that is larger than 9007199254740991',
    ],
    [
      'length over 16 MB',
      file('{}', 0, 2n ** 30n),
      'w.safetensors has a header of 1073741824 bytes, expected at most 16777216',
    ],
    [
      'length past the end',
      file('{}', 0, 100n),
      'w.safetensors is truncated: 100 bytes wanted at offset 8, 2 left',
    ],
    ['not UTF-8', file('{}', [0xff], 3n), 'w.safetensors holds text at offset 8 that is not UTF-8'],
    ['no object', file('[]'), 'w.safetensors is not a safetensors file: its header does not start with {'],
    [
      'space before the header',
      file(' {}'),
      'w.safetensors is not a safetensors file: its header does not start with {',
    ],
    [
      'too many tensors',
      file(`{${Array.from({ length: 100_001 }, (_, i) => `"${i}":0`)}}`),
      'w.safetensors holds 100001 tensors, expected at most 100000',
    ],
    [
      'no JSON',
      file('{"x":}'),
      'w.safetensors: its header is not valid JSON: at line 1, column 6 a value was expected, found "}"',
    ],
    [
      'bytes after the header',
      file('{}x'),
      'w.safetensors: its header is not valid JSON: at line 1, column 3 the end of the file was expected, found "x"',
    ],
    [
      'deep nesting',
      file(`{"x":${deep}}`),
      'w.safetensors: its header is nested deeper than 4 levels (line 1, column 9)',
    ],
    [
      'a key twice',
      file('{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\\u0078":{}}', 4),
      'w.safetensors: its header is not valid JSON: at line 1, column 55 the key "x" is repeated',
    ],
    [
      'metadata that are no object',
      file({ __metadata__: ['pt'] }),
      'w.safetensors: __metadata__ is no object of texts',
    ],
    [
      'metadata that are no text',
      file({ __metadata__: { epoch: 3 } }),
      'w.safetensors: the value of "epoch" in __metadata__ is no text, expected one',
    ],
    [
      'metadata as a tensor',
      file({ __metadata__: tensor([1], 0, 4) }, 4),
      'w.safetensors: the value of "shape" in __metadata__ is no text, expected one',
    ],
    [
      'a tensor that is no object',
      file({ x: null }),
      'w.safetensors: tensor "x" is no object, expected dtype, shape and data_offsets',
    ],
    [
      '__proto__ without fields',
      file('{"__proto__":{}}'),
      'w.safetensors: tensor "__proto__" has no dtype, expected a name such as "F32"',
    ],
    [
      'a number as type',
      file({ x: tensor([1], 0, 4, 5) }, 4),
      'w.safetensors: tensor "x" has no dtype, expected a name such as "F32"',
    ],
    [
      'no shape',
      file({ x: tensor(undefined, 0, 4) }, 4),
      'w.safetensors: tensor "x" has no shape, expected a list of whole numbers from 0',
    ],
    [
      'a negative size',
      file({ x: tensor([-1], 0, 4) }, 4),
      'w.safetensors: tensor "x" has no shape, expected a list of whole numbers from 0',
    ],
    [
      'a size of a half',
      file({ x: tensor([0.5], 0, 4) }, 4),
      'w.safetensors: tensor "x" has no shape, expected a list of whole numbers from 0',
    ],
    [
      'a size past 2^53',
      file('{"x":{"dtype":"F32","shape":[9007199254740993],"data_offsets":[0,4]}}', 4),
      'w.safetensors: tensor "x" has no shape, expected a list of whole numbers from 0',
    ],
    [
      'a size of 1e999',
      file('{"x":{"dtype":"F32","shape":[1e999],"data_offsets":[0,4]}}', 4),
      'w.safetensors: its header is not valid JSON: at line 1, column 30 a number is too large',
    ],
    [
      'a shape of 65536^4',
      file({ x: tensor([65536, 65536, 65536, 65536], 0, 4) }, 4),
      'w.safetensors: tensor "x" has the shape [65536, 65536, 65536, 65536], which is too large to count',
    ],
    [
      'a large shape hidden by a 0',
      file({ x: tensor([2 ** 52, 2 ** 52, 0], 0, 0) }),
      'w.safetensors: tensor "x" has the shape [4503599627370496, 4503599627370496, 0], which is too large to count',
    ],
    [
      'three offsets',
      file({ x: { ...tensor([1], 0, 4), data_offsets: [0, 4, 4] } }, 4),
      'w.safetensors: tensor "x" has no data_offsets, expected [begin, end] in bytes, begin no larger than end',
    ],
    [
      'offsets turned round',
      file({ x: tensor([1], 4, 0) }, 4),
      'w.safetensors: tensor "x" has no data_offsets, expected [begin, end] in bytes, begin no larger than end',
    ],
    [
      'a negative offset',
      file({ x: tensor([1], -4, 0) }, 4),
      'w.safetensors: tensor "x" has no data_offsets, expected [begin, end] in bytes, begin no larger than end',
    ],
    [
      'a hole at the start',
      file({ x: tensor([1], 4, 8) }, 8),
      'w.safetensors: tensor "x" starts at byte 4 of the data, expected 0: it leaves a hole of 4 bytes',
    ],
    [
      'a hole',
      file({ x: tensor([1], 0, 4), y: tensor([1], 8, 12) }, 12),
      'w.safetensors: tensor "y" starts at byte 8 of the data, expected 4: it leaves a hole of 4 bytes',
    ],
    [
      'an overlap',
      file({ x: tensor([2], 0, 8), y: tensor([1], 4, 8) }, 8),
      'w.safetensors: tensor "y" starts at byte 4 of the data, expected 8: it overlaps the one before it',
    ],
    [
      'the same bytes twice',
      file({ x: tensor([1], 0, 4), y: tensor([1], 0, 4) }, 4),
      'w.safetensors: tensor "y" starts at byte 0 of the data, expected 4: it overlaps the one before it',
    ],
    [
      'data cut short',
      file({ x: tensor([2], 0, 8) }, 7),
      'w.safetensors is truncated: its tensors take 8 bytes, found 7',
    ],
    [
      'an offset of 2^53 - 1',
      file({ x: tensor([1], 0, 2 ** 53 - 1) }, 4),
      'w.safetensors is truncated: its tensors take 9007199254740991 bytes, found 4',
    ],
    [
      'data left over',
      file({ x: tensor([1], 0, 4) }, 6),
      'w.safetensors: 2 bytes follow the last tensor, expected none',
    ],
    [
      'bytes that do not fit the shape',
      file({ x: tensor([3], 0, 4) }, 4),
      'w.safetensors: tensor "x" has 4 bytes, expected 12 for the shape [3] of F32',
    ],
    [
      'bytes beyond the shape',
      file({ x: tensor([1], 0, 8) }, 8),
      'w.safetensors: tensor "x" has 8 bytes, expected 4 for the shape [1] of F32',
    ],
    [
      'bytes that do not fit the type',
      file({ x: tensor([], 0, 4, 'F64') }, 4),
      'w.safetensors: tensor "x" has 4 bytes, expected 8 for the shape [] of F64',
    ],
    [
      'whole numbers',
      file({ x: tensor([], 0, 8, 'I64') }, 8),
      'w.safetensors: tensor "x" holds I64 numbers, expected F32, F64, F16 or BF16',
    ],
    [
      'numbers of four bits',
      file({ x: tensor([2], 0, 1, 'F4') }, 1),
      'w.safetensors: tensor "x" holds F4 numbers, expected F32, F64, F16 or BF16',
    ],
    [
      'an inherited name as type',
      file({ x: tensor([1], 0, 4, 'toString') }, 4),
      'w.safetensors: tensor "x" has the type "toString", expected one of F32, F64, F16, BF16, F4, F6_E2M3, F6_E3M2, BOOL, U8, I8, F8_E5M2, F8_E4M3, F8_E8M0, F8_E4M3FNUZ, F8_E5M2FNUZ, I16, U16, I32, U32, I64, U64, C64',
    ],
  ];

  test.each(faults)('%s', (_, bytes, sentence) => {
    const problem = problemOf(() => readSafetensors(bytes, 'w.safetensors'));
    expect([problem.message, problem.file]).toEqual([sentence, 'w.safetensors']);
  });
});
