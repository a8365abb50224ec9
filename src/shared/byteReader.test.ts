import { expect, test } from 'vitest';
import { ByteReader } from './byteReader.ts';
import { ProblemError } from './problem.ts';

const reader = (bytes: number[], limits = {}) =>
  new ByteReader(Uint8Array.from(bytes), { file: 'weights.bin', ...limits });

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code;
    throw error;
  }
  return 'none';
}

test('numbers are read little-endian, one after the other', () => {
  const r = reader([7, 1, 2, 1, 2, 1, 2, 3, 4, 0xfe, 0xff, 0xff, 0xff, 0, 0, 0x60, 0xc0]);
  const read = [r.uint8(), r.uint16(), r.uint16BigEndian(), r.uint32(), r.int32(), r.float32()];
  expect(read).toEqual([7, 0x0201, 0x0102, 0x04030201, -2, -3.5]);
  expect([r.offset, r.remaining]).toEqual([17, 0]);
});

test('eight bytes are read where they are a safe whole number', () => {
  expect(reader([1, 0, 0, 0, 3, 0, 0, 0]).uint64()).toBe(3 * 2 ** 32 + 1);
  expect(reader([0, 0, 0, 0, 0, 0, 0x0c, 0x40]).float64()).toBe(3.5);
  expect(codeOf(() => reader([0, 0, 0, 0, 0, 0, 0x20, 0]).uint64())).toBe('bad-number');
});

test('a read past the end names the file, the offset and what is left', () => {
  const r = reader([1, 2, 3, 4, 5]);
  r.skip(2);
  expect(() => r.uint32()).toThrow('weights.bin is truncated: 4 bytes wanted at offset 2, 3 left');
  expect(r.uint8()).toBe(3);
});

test.each([-1, 2.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])(
  'a count of %d is refused as truncated',
  (count) => {
    expect(codeOf(() => reader([1, 2, 3]).bytes(count))).toBe('truncated');
    expect(codeOf(() => reader([1, 2, 3]).seek(count))).toBe('truncated');
  },
);

test('bytes are a view into the file, at its own offset', () => {
  const file = Uint8Array.from([9, 9, 1, 2, 3]);
  const r = new ByteReader(file.subarray(2), { file: 'part' });
  const view = r.bytes(2);
  expect([...view]).toEqual([1, 2]);
  expect(view.buffer).toBe(file.buffer);
  r.seek(0);
  expect(r.uint8()).toBe(1);
});

test('text must be UTF-8', () => {
  expect(reader([0xc3, 0xbc]).text(2)).toBe('ü');
  expect(codeOf(() => reader([0xc3, 0x28]).text(2))).toBe('bad-text');
});

test('a magic number is passed only where it is there whole', () => {
  const r = reader([80, 54, 10]);
  expect(r.accept(Uint8Array.from([80, 53]))).toBe(false);
  expect(r.accept(Uint8Array.from([80, 54, 10, 10]))).toBe(false);
  expect(r.offset).toBe(0);
  expect(r.accept(Uint8Array.from([80, 54]))).toBe(true);
  expect(r.offset).toBe(2);
});

test('a count is checked against what is left before anything is made', () => {
  const r = reader([1, 2, 3, 4, 5, 6]);
  r.expectObjects(3, 2);
  expect(() => r.expectObjects(0x7fffffff, 2)).toThrow('holds more than 1000000 objects');
  expect(codeOf(() => reader([1, 2, 3]).expectObjects(4, 1))).toBe('truncated');
});

test('nesting is counted both ways', () => {
  const r = reader([], { depth: 2 });
  r.enter();
  r.enter();
  r.leave();
  r.enter();
  expect(() => r.enter()).toThrow('weights.bin is nested deeper than 2 levels (offset 0)');
});

test('objects are counted over the whole file', () => {
  const r = reader([], { objects: 5 });
  r.expectObjects(4, 0);
  expect(codeOf(() => r.expectObjects(2, 0))).toBe('too-many-objects');
});
