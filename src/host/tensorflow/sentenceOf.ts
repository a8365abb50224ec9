import { ProblemError } from '../../shared/problem.ts';

/** Why setting up failed, for a page. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ProblemError) return error.message;
  const said = error instanceof Error ? error.message : String(error);
  return `getting TensorFlow failed by a fault of Signalbox itself: ${said}`;
}
