import { ProblemError } from '../problem.ts';

/** The sentence of the fault that an action throws, of `file` where that is given; `none` where it throws none. */
export function sentenceOf(action: () => unknown, file?: string): string {
  try {
    action();
  } catch (error) {
    if (error instanceof ProblemError && (file === undefined || error.problem.file === file))
      return error.message;
    throw error;
  }
  return 'none';
}
