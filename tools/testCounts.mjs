/**
 * How many tests passed and failed.
 * @typedef {{ passed: number, failed: number }} Counts
 */

/**
 * Counts a run from Vitest's JSON report. A file that could not be loaded has no tests to fail, and an error
 * outside of any test fails the run alone: each counts as one failure, so that a bad run never looks clean.
 * @param {unknown} report undefined where the run left none
 * @param {number | null} status the exit status of the run
 * @returns {Counts}
 */
export function countTests(report, status) {
  if (typeof report !== 'object' || report === null) return { passed: 0, failed: 1 };
  /** @type {{ numPassedTests?: number, numFailedTests?: number, testResults?: any[] }} */
  const found = report;
  const broken = (found.testResults ?? []).filter(
    (file) =>
      file.status === 'failed' &&
      !file.assertionResults.some((/** @type {any} */ test) => test.status === 'failed'),
  );
  const failed = (found.numFailedTests ?? 0) + broken.length;
  return { passed: found.numPassedTests ?? 0, failed: failed === 0 && status !== 0 ? 1 : failed };
}

/**
 * Counts a run from Playwright's JSON report, in the same way. A test that passes only when tried again has failed.
 * @param {unknown} report undefined where the run left none
 * @param {number | null} status the exit status of the run
 * @returns {Counts}
 */
export function countPageTests(report, status) {
  /** @type {{ stats?: { expected: number, unexpected: number, flaky: number }, errors?: unknown[] }} */
  const { stats, errors = [] } = typeof report === 'object' && report !== null ? report : {};
  if (stats === undefined) return { passed: 0, failed: 1 };
  const failed = stats.unexpected + stats.flaky + errors.length;
  return { passed: stats.expected, failed: failed === 0 && status !== 0 ? 1 : failed };
}

/**
 * The closing line of a run.
 * @param {readonly Counts[]} runs
 */
export function closingLine(runs) {
  const sum = (/** @type {keyof Counts} */ key) => runs.reduce((total, run) => total + run[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed`;
}
