import { ProblemError } from '../../shared/problem.ts';

/** What an error says to a person. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether the host could not be heard: the banner says so already, and it passes. */
export function isConnectionLost(error: unknown): boolean {
  return codeOf(error) === 'connection-lost';
}

/** The code of a person's fault; null for any other error. */
export function codeOf(error: unknown): string | null {
  return error instanceof ProblemError ? error.problem.code : null;
}
