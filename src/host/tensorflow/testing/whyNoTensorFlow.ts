import { findInstallation } from '../installation.ts';

/** Why tests that need a real TensorFlow cannot run here; null where they can. */
export function whyNoTensorFlow(): string | null {
  const found = findInstallation();
  return 'problem' in found ? found.problem.message : null;
}
