import { ProblemError } from '../shared/problem.ts';

/** Why getting something (`TensorFlow`) failed, for a page. */
export function gettingFailure(what: string, error: unknown): string {
  if (error instanceof ProblemError) return error.message;
  const said = error instanceof Error ? error.message : String(error);
  return `getting ${what} failed by a fault of Signalbox itself: ${said}`;
}
