import { expect, test } from 'vitest';
import { scalingTable } from './scalingTable.mjs';

const row = {
  channels: 2,
  size: 24,
  batch: 32,
  gflopPerStep: 16.04,
  rates: [190, 200, 210],
  imagesPerSecond: 200,
  gflops: 100.25,
  peakBytes: 251_600_000,
};
const huge = { ...row, channels: 4, rates: [], imagesPerSecond: 0, gflops: 0, peakBytes: 0 };

test('a row tells speed, products and their share of the limits', () => {
  const [heads, line, found] = scalingTable([row], { kernels: 250, pytorch: 150 }).split('\n');
  expect(heads.split(' | ')).toHaveLength(9);
  expect(line).toBe(`|${' --- |'.repeat(9)}`);
  expect(found).toBe('| 2x | 24x24 | 32 | 200.0 (10.0 %) | 16.0 | 100 | 40.1 % | 66.8 % | 252 MB |');
});

test('without a Python there is no column for it, and what does not fit says so', () => {
  const lines = scalingTable([row, huge], { kernels: 250, pytorch: null }).split('\n');
  expect(lines[0]).not.toContain('PyTorch');
  expect(lines[2]).toBe('| 2x | 24x24 | 32 | 200.0 (10.0 %) | 16.0 | 100 | 40.1 % | 252 MB |');
  expect(lines[3]).toBe('| 4x | 24x24 | 32 | does not fit | 16.0 |  |  |  |');
});
