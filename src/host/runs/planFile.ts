import { z } from 'zod';
import { readJson } from '../../shared/json.ts';
import { withFile } from '../files/fileProblem.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { replaceFile } from '../files/replaceFile.ts';

const planSchema = z.object({
  device: z.string(),
  numerics: z.string(),
  program: z.string(),
  description: z.string(),
  runtime: z.string(),
});

/** plan.json: what a run computes on. The first three say which bits come out; the rest is for people. */
export type PlanFile = z.infer<typeof planSchema>;

/** Reads plan.json; null where there is none or it cannot be read: it is written anew at every start. */
export function readPlan(path: string, files: FileSystem = nodeFileSystem): PlanFile | null {
  if (!files.exists(path)) return null;
  try {
    const text = new TextDecoder().decode(files.read(path));
    return planSchema.safeParse(readJson(text, { file: path, bytes: 65536, depth: 4 })).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Writes plan.json at the start of training. Returns why a run that goes on will not give the same bits as one that
 * was never stopped, or null.
 */
export function recordPlan(path: string, plan: PlanFile, files: FileSystem = nodeFileSystem): string | null {
  const before = readPlan(path, files);
  withFile('write', path, () => replaceFile(path, `${JSON.stringify(plan, null, 2)}\n`, files));
  if (before === null) return null;
  const changed = (['device', 'numerics', 'program'] as const).find((field) => before[field] !== plan[field]);
  if (changed === undefined) return null;
  const words = { device: 'device', numerics: 'arithmetic', program: 'version of Signalbox' }[changed];
  return `the results will not be bit for bit those of an unbroken run: its ${words} was ${before[changed]} and is now ${plan[changed]}`;
}
