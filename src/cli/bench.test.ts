import { expect, onTestFinished, test } from 'vitest';
import { runCli, temporaryFolder, tinyProject, writeProject } from './testing/runCli.ts';

function bench(...args: string[]) {
  const folder = temporaryFolder(onTestFinished);
  const project = writeProject(folder, tinyProject());
  const given = ['bench', project, '--batch', '3', '--steps', '2', '--no-input', ...args];
  return runCli(given, { cwd: folder });
}

test('an evaluation is timed and profiled, without gradients, on the kernels that were asked for', () => {
  const { code, stderr, lines } = bench('--evaluate', '--profile', '--kernel', 'relaxed-8', '--json');
  expect([code, stderr]).toEqual([0, '']);
  const [{ procedure, description, profile }] = lines;
  expect(procedure).toBe('evaluate');
  expect(description).toContain('relaxed SIMD 4x8');
  const operations = profile as { name: string; phase: string; flops: number }[];
  expect(new Set(operations.map(({ phase }) => phase))).toEqual(new Set(['forward']));
  const products = operations.filter(({ flops }) => flops > 0).map(({ name }) => name);
  expect(products).toEqual(['convolution', 'linear']);
});

test('the report of an evaluation has no columns for what it does not do', () => {
  const { stdout } = bench('--evaluate', '--profile');
  expect(stdout).toContain('ms an evaluated batch (median of 2)');
  expect(stdout).toMatch(/^node +forward +share +GFLOP\/s$/m);
  expect(stdout).not.toContain('backward');
});

test.each([
  [
    ['--kernel', 'relaxed-32'],
    'option --kernel is relaxed-32, expected one of relaxed-16, relaxed-8, simd-8',
  ],
  [
    ['--kernel', 'simd-8', '--device', 'tensorflow'],
    'option --kernel is simd-8, a build for the device cpu, expected no --device tensorflow beside it',
  ],
])('%s is refused in one sentence', (args, sentence) => {
  const { code, stdout, stderr } = bench(...args);
  expect([code, stdout, stderr]).toEqual([1, '', `signalbox bench: ${sentence}\n`]);
});
