import { findInstallation } from '../installation.ts';

/**
 * Why tests that need a real TensorFlow cannot run here; null where they can, and where `npm test` brought one: should
 * that not be found, they are to fail.
 */
export function whyNoTensorFlow(): string | null {
  if (process.env.SIGNALBOX_TEST_TENSORFLOW_PYTHON) return null;
  const found = findInstallation();
  return 'problem' in found ? found.problem.message : null;
}
