import { expect, test } from 'vitest';
import { ProblemError } from '../../../shared/problem.ts';
import { HEADER_BYTES } from './kernels/layout.ts';
import { createSharedMemory } from './memory.ts';

test('blocks lie on cache lines behind the header and never overlap', () => {
  const { allocate } = createSharedMemory();
  const sizes = [5, 64, 700_001, 65];
  const blocks = sizes.map((bytes) => ({ address: allocate(bytes, 'a block'), bytes }));
  blocks.forEach(({ address }, i) => {
    expect(address % 64).toBe(0);
    expect(address).toBeGreaterThanOrEqual(
      i === 0 ? HEADER_BYTES : blocks[i - 1].address + blocks[i - 1].bytes,
    );
  });
});

test('a block that is given back is used again, cleared', () => {
  const { allocate, free, memory } = createSharedMemory();
  allocate(300, 'a block');
  const second = allocate(300, 'a block');
  allocate(300, 'a block');
  new Uint8Array(memory.buffer, second, 300).fill(7);
  free(second);
  expect(allocate(4000, 'a larger block')).toBeGreaterThan(second);
  const again = allocate(290, 'a block');
  expect(again).toBe(second);
  expect(new Uint8Array(memory.buffer, again, 290).every((byte) => byte === 0)).toBe(true);
});

test('more than there are addresses for is refused with what it was for and how many bytes', () => {
  const { allocate } = createSharedMemory();
  const ask = () => allocate(5 * 2 ** 30 - 1, 'this graph at a batch of 999');
  expect(ask).toThrow(ProblemError);
  expect(ask).toThrow('this graph at a batch of 999 needs 5368709120 bytes of memory');
});
