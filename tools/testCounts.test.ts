import { expect, test } from 'vitest';
import { closingLine, countPageTests, countTests } from './testCounts.mjs';

const passing = { status: 'passed', assertionResults: [{ status: 'passed' }] };

test('a clean run counts its tests', () => {
  expect(countTests({ numPassedTests: 7, numFailedTests: 0, testResults: [passing] }, 0)).toEqual({
    passed: 7,
    failed: 0,
  });
});

test('a file that could not be loaded is a failure of its own', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 2,
    testResults: [
      passing,
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'failed' }] },
    ],
  };
  expect(countTests(report, 1)).toEqual({ passed: 7, failed: 3 });
});

test('a run that ends badly with no test failing is one failure', () => {
  expect(countTests({ numPassedTests: 7, numFailedTests: 0, testResults: [passing] }, 1)).toEqual({
    passed: 7,
    failed: 1,
  });
});

test('a run that leaves no report, or was killed, is one failure', () => {
  expect(countTests(undefined, 0)).toEqual({ passed: 0, failed: 1 });
  expect(countTests(undefined, null)).toEqual({ passed: 0, failed: 1 });
});

test('the closing line adds the runs up', () => {
  expect(
    closingLine([
      { passed: 7, failed: 0 },
      { passed: 5, failed: 3 },
    ]),
  ).toBe('12 passed, 3 failed');
});

test('a run of page tests counts what passed at once', () => {
  const stats = { expected: 9, unexpected: 0, flaky: 0, skipped: 4 };
  expect(countPageTests({ stats, errors: [] }, 0)).toEqual({ passed: 9, failed: 0 });
});

test('a page test that passed when tried again has failed, and so has a file that could not be loaded', () => {
  const stats = { expected: 9, unexpected: 2, flaky: 3, skipped: 0 };
  expect(countPageTests({ stats, errors: [{}] }, 1)).toEqual({ passed: 9, failed: 6 });
});

test('a run of page tests that leaves no report, or ends badly without a failure, is one failure', () => {
  expect(countPageTests(undefined, 1)).toEqual({ passed: 0, failed: 1 });
  const stats = { expected: 9, unexpected: 0, flaky: 0 };
  expect(countPageTests({ stats }, 130)).toEqual({ passed: 9, failed: 1 });
});
