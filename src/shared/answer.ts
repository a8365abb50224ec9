import { type Problem, ProblemError } from './problem.ts';

/** What came of a call, as data: errors do not cross Electron's bridges whole. */
export type Answered =
  | { readonly value: unknown }
  | { readonly problem: Problem }
  | { readonly error: string };

/** Runs a call and puts what came of it into data. */
export async function asAnswer(call: () => unknown): Promise<Answered> {
  try {
    return { value: await call() };
  } catch (error) {
    if (error instanceof ProblemError) return { problem: error.problem };
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** The value of an answer; throws what it holds instead, a Problem as a ProblemError. */
export function fromAnswer(answer: Answered): unknown {
  if ('problem' in answer) throw new ProblemError(answer.problem);
  if ('error' in answer) throw new Error(answer.error);
  return answer.value;
}
