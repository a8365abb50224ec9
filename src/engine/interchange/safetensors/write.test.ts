import { describe, expect, test } from 'vitest';
import { problemOf } from '../testSupport.ts';
import { readSafetensors } from './read.ts';
import { safetensorsChunks, writeSafetensors } from './write.ts';

const weight = { name: 'conv1.weight', shape: [2, 3], data: Float32Array.of(0.5, -1.25, 3, 0.1, 1e-30, 7) };
const bias = { name: 'conv1.bias', shape: [2], data: Float32Array.of(-0.75, 9) };

/** The header's text and where the data starts. */
function headerOf(bytes: Uint8Array): { text: string; end: number } {
  const end = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
  return { text: new TextDecoder().decode(bytes.subarray(8, end)), end };
}

test('the header has metadata and tensors in the order given, and is padded with spaces to a multiple of 8', () => {
  const { text, end } = headerOf(writeSafetensors([weight, bias], { format: 'pt', 'a "b"': 'é' }));
  expect(text.trimEnd()).toBe(
    '{"__metadata__":{"format":"pt","a \\"b\\"":"é"},' +
      '"conv1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},' +
      '"conv1.bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]}}',
  );
  expect(end % 8).toBe(0);
});

test('the numbers follow as little-endian float32, and nothing follows them', () => {
  const bytes = writeSafetensors([weight, bias], {});
  const { end } = headerOf(bytes);
  const view = new DataView(bytes.buffer, end);
  expect(bytes.length).toBe(end + 32);
  expect(Array.from({ length: 8 }, (_, i) => view.getFloat32(4 * i, true))).toEqual([
    ...weight.data,
    ...bias.data,
  ]);
});

test('what is written is read back the same, odd names and sizes included', () => {
  const tensors = [
    weight,
    { name: '__proto__', shape: [], data: Float32Array.of(2.5) },
    { name: '7', shape: [0, 4], data: new Float32Array(0) },
    { name: 'a"\\\u0000\ud800b', shape: [1, 1, 1], data: Float32Array.of(Number.NaN) },
    { name: 'constructor', shape: [2], data: Float32Array.of(Number.NEGATIVE_INFINITY, -0) },
  ];
  const metadata = Object.fromEntries([
    ['__proto__', 'x'],
    ['step', '1226'],
    ['12', ''],
  ]);
  const read = readSafetensors(writeSafetensors(tensors, metadata), 'x.safetensors');
  expect([...read.tensors]).toEqual(tensors.map(({ name, shape, data }) => [name, { shape, data }]));
  expect(read.metadata).toEqual(
    new Map([
      ['12', ''],
      ['__proto__', 'x'],
      ['step', '1226'],
    ]),
  );
  expect(({} as Record<string, unknown>).dtype).toBeUndefined();
});

test('no tensors at all make a file too', () => {
  const read = readSafetensors(writeSafetensors([], {}), 'x.safetensors');
  expect([read.tensors.size, read.metadata.size]).toEqual([0, 0]);
});

test('the same tensors and metadata give the same bytes', () => {
  const copy = (data: Float32Array) => Float32Array.from(data);
  const again = [weight, bias].map((tensor) => ({ ...tensor, data: copy(tensor.data) }));
  expect(writeSafetensors(again, { format: 'pt' })).toEqual(
    writeSafetensors([weight, bias], { format: 'pt' }),
  );
});

test('the parts are the file, and the numbers among them are not copied', () => {
  const parts = safetensorsChunks([weight, bias], { format: 'pt' });
  const joined = Uint8Array.from(parts.flatMap((part) => [...part]));
  expect(joined).toEqual(writeSafetensors([weight, bias], { format: 'pt' }));
  expect(parts[1].buffer).toBe(weight.data.buffer);
});

test('a tensor that is a part of a larger array is written alone', () => {
  const data = Float32Array.of(1, 2, 3, 4, 5).subarray(1, 3);
  const read = readSafetensors(writeSafetensors([{ name: 'x', shape: [2], data }], {}), 'x.safetensors');
  expect(read.tensors.get('x')?.data).toEqual(Float32Array.of(2, 3));
});

describe('writing is refused in one sentence', () => {
  test.each([
    ['a name given twice', [bias, bias], 'tensor conv1.bias: this name is taken, expected each once'],
    [
      'the name of the metadata',
      [{ ...bias, name: '__metadata__' }],
      'tensor __metadata__: this name is taken, expected each once',
    ],
    [
      'numbers that do not fill the shape',
      [{ ...bias, shape: [3, 2] }],
      'tensor conv1.bias has 2 numbers, expected 6 for the shape [3, 2]',
    ],
  ])('%s', (_, tensors, sentence) => {
    expect(problemOf(() => writeSafetensors(tensors, {})).message).toBe(sentence);
  });
});
