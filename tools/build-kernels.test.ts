import { expect, test } from 'vitest';
import { refuseDataSegments } from './build-kernels.mjs';

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
/** A custom section with a name of 200 letters, whose size takes two bytes. */
const CUSTOM = [0, 0xca, 0x01, 0xc8, 0x01, ...new Array<number>(200).fill(0x61)];

test('a module without data passes, an empty data section too', () => {
  expect(() => refuseDataSegments(Uint8Array.from([...HEADER, ...CUSTOM]), 'a')).not.toThrow();
  expect(() => refuseDataSegments(Uint8Array.from([...HEADER, ...CUSTOM, 11, 1, 0]), 'a')).not.toThrow();
});

test('a module with a data segment is refused, since each thread would write it again', () => {
  const passiveSegment = [11, 4, 1, 1, 1, 0x7b];
  const bytes = Uint8Array.from([...HEADER, ...CUSTOM, ...passiveSegment]);
  expect(() => refuseDataSegments(bytes, 'simd-8')).toThrow(
    'Kernels simd-8: 1 data segments, but none is allowed; keep tables in the caller.',
  );
});
