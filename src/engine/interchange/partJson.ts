import { type JsonLimits, readJson } from '../../shared/json.ts';
import { ProblemError } from '../../shared/problem.ts';

/**
 * Reads JSON that is a part of a binary file: the JSON reader's limits and sentences, which then name the part, and
 * Problems that name the file.
 */
export function readPartJson(text: string, part: string, limits: JsonLimits): unknown {
  const { file } = limits;
  try {
    return readJson(text, { ...limits, file: `${file}: ${part}` });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new ProblemError({ ...error.problem, file }, { cause: error });
  }
}
