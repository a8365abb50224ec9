import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testPlaces, whyNoTensorflow } from './tensorflow.mjs';

const machine = { platform: 'linux', arch: 'x64', skip: undefined, hasPackage: true };

test("the tests' TensorFlow lies where git does not look, or where SIGNALBOX_TEST_CACHE says", () => {
  expect(testPlaces('/src', {}).folder).toBe(
    join('/src', 'node_modules', '.cache', 'signalbox', 'tensorflow'),
  );
  const { folder, python } = testPlaces('/src', { SIGNALBOX_TEST_CACHE: '/cache' });
  expect([folder, python]).toEqual([
    join('/cache', 'tensorflow'),
    join('/cache', 'tensorflow', 'python', 'bin', 'python'),
  ]);
});

test('it is left out where it cannot be had, or when told so', () => {
  expect(whyNoTensorflow(machine)).toBeUndefined();
  expect(whyNoTensorflow({ ...machine, skip: '0' })).toBeUndefined();
  expect(whyNoTensorflow({ ...machine, skip: '1' })).toBe('SIGNALBOX_SKIP_TENSORFLOW says so');
  expect(whyNoTensorflow({ ...machine, platform: 'darwin' })).toMatch(/only on Linux on x64/);
  expect(whyNoTensorflow({ ...machine, arch: 'arm64' })).toMatch(/only on Linux on x64/);
  expect(whyNoTensorflow({ ...machine, hasPackage: false })).toMatch(/optional package .* is not here/);
});
