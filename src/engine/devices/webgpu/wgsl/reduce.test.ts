import { expect, test } from 'vitest';
import { sizeOfSubgroups } from '../adapter.ts';
import { writeKernel } from '../kernel.ts';
import { workgroupMaximum, workgroupSum } from './reduce.ts';

const meetings = (text: string) => text.split('workgroupBarrier()').length - 1;
const sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const none = { subgroupSize: null };

test.each(sizes)('%i threads meet at most twice for a sum, by subgroups once', (threads) => {
  expect(meetings(workgroupSum(none, threads))).toBe(threads > 16 ? 2 : 1);
  expect(meetings(workgroupSum({ subgroupSize: 32 }, threads))).toBe(1);
});

test.each([16, 32, 64])('subgroups of %i threads join the strips of a workgroup', (subgroupSize) => {
  expect(workgroupSum({ subgroupSize }, 256)).toContain('subgroupAdd(strip)');
  expect(workgroupMaximum({ subgroupSize }, 256)).toContain('subgroupMax(strip)');
});

test.each([
  ['there are none', null, 256, 1],
  ['they are larger than the workgroup', 64, 32, 1],
  ['they are so small that strips are shorter', 4, 256, 1],
  ['each column has its own sum', 32, 256, 16],
] as const)('subgroups are left alone where %s', (_, subgroupSize, threads, columns) => {
  expect(workgroupSum({ subgroupSize }, threads, 'f32', columns)).not.toContain('subgroup');
});

test('a shader says first that it uses subgroups, and only where it does', () => {
  const shader = (subgroupSize: number | null) =>
    writeKernel({
      label: 'sum',
      operands: {},
      workgroupSize: [64],
      workgroups: () => [1, 1, 1],
      declarations: workgroupSum({ subgroupSize }, 64),
      body: 'let sum = total(lane, 1.0);',
    }).source;
  expect(shader(32)).toMatch(/^enable subgroups;\n/);
  expect(shader(32)).toContain('@builtin(subgroup_invocation_id)');
  expect(shader(null)).not.toContain('subgroup');
});

test('subgroups have a size where an adapter tells of one alone', () => {
  expect(sizeOfSubgroups({ subgroupMinSize: 32, subgroupMaxSize: 32 })).toBe(32);
  expect(sizeOfSubgroups({ subgroupMinSize: 8, subgroupMaxSize: 32 })).toBe(null);
  expect(sizeOfSubgroups({})).toBe(null);
});
