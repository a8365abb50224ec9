import { z } from 'zod';
import { readJson } from '../../shared/json.ts';
import { fail } from '../../shared/problem.ts';

/** What a run was started with, beside its frozen graph: the same for as long as it exists. */
const runSchema = z.strictObject({
  version: z.literal(1),
  created: z.string(),
  program: z.string(),
  seed: z.int().min(0),
  limit: z.int().min(1).nullable(),
  validationShare: z.number().min(0).max(0.9),
  data: z.strictObject({
    path: z.string(),
    test: z.string().nullable(),
    /** Identifies what was trained on: content of the sets. Null until its images were all looked at. */
    hash: z.string().nullable(),
    classes: z.array(z.string()).min(1),
  }),
});

export type RunFile = z.infer<typeof runSchema>;

const LIMITS = { bytes: 4 * 1024 * 1024, depth: 16 };

/** Reads run.json's text; throws ProblemError with one sentence where it is not one. */
export function readRunFile(text: string, file: string): RunFile {
  const parsed = runSchema.safeParse(readJson(text, { ...LIMITS, file }));
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0];
  fail('not-a-run', `${file} does not describe a run: field ${path.join('.') || '(all)'}: ${message}`, {
    file,
  });
}

export function writeRunFile(run: RunFile): string {
  return `${JSON.stringify(run, null, 2)}\n`;
}
