import { scanJson } from './jsonScan.ts';
import { fail } from './problem.ts';

/** Limits of a JSON text, and the file's name for its sentences. */
export interface JsonLimits {
  readonly file: string;
  /** Longest text; counted in UTF-16 units, never more than its bytes. */
  readonly bytes?: number;
  /** Most levels of arrays and objects. */
  readonly depth?: number;
}

/**
 * The value of a JSON text; lies under every file that is JSON. Size, depth, syntax, repeated keys and
 * numbers past float64 are checked on the text before JSON.parse sees it, so that no value can exhaust a
 * stack later. Throws one ProblemError: `too-large`, `too-deep`, `truncated` (the text ends early),
 * `bad-json`.
 */
export function readJson(text: string, limits: JsonLimits): unknown {
  const { file, bytes = 16 * 1024 * 1024, depth = 64 } = limits;
  if (text.length > bytes) {
    fail('too-large', `${file} is too large: ${text.length} characters, at most ${bytes} are read`, { file });
  }
  const json = text.startsWith('\ufeff') ? text.slice(1) : text;
  const fault = scanJson(json, depth);
  if (fault === null) return JSON.parse(json);
  const { line, column } = position(json, fault.at);
  const place = `line ${line}, column ${column}`;
  if (fault.code === 'truncated') {
    fail('truncated', `${file} is truncated: it ends at ${place}, where ${fault.says}`, { file });
  }
  if (fault.code === 'too-deep') fail('too-deep', `${file} ${fault.says} (${place})`, { file });
  fail('bad-json', `${file} is not valid JSON: at ${place} ${fault.says}`, { file });
}

function position(text: string, at: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
    line++;
    start = i + 1;
  }
  return { line, column: at - start + 1 };
}
