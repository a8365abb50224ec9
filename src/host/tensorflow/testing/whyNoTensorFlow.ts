/** Why tests that need a real TensorFlow cannot run here; null where they can. */
export function whyNoTensorFlow(): string | null {
  return null;
}
