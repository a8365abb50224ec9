import { z } from 'zod';
import { readJson } from '../../shared/json.ts';
import '../../shared/withoutEval.ts';
import { ProblemError } from '../../shared/problem.ts';
import { readText } from '../files/readText.ts';

/**
 * `wheel`: the addon was built here against the TensorFlow of a Python environment. `installer`: the package's own
 * installer downloaded the addon and its libtensorflow.
 */
export const waySchema = z.enum(['wheel', 'installer']);

export type Way = z.infer<typeof waySchema>;

const path = z.string().min(1).max(4096);

/** What is installed, as `installation.json` says it. */
export const manifestSchema = z.strictObject({
  version: z.literal(1),
  /** Of @tensorflow/tfjs-node-gpu. */
  package: z.string().max(40),
  /** Of TensorFlow itself. */
  tensorflow: z.string().max(40),
  how: waySchema,
  /** Of the addon, in the folder of the manifest. */
  addon: z.string().regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*\.node$/),
  /** Folder of the shared libraries that the addon loads. */
  libraries: path,
  /** What must be there as well, or another TensorFlow has taken the place of the one that it was built for. */
  evidence: path.nullable(),
  /** The Python that it was found by. */
  python: path.nullable(),
  /** The CUDA that this TensorFlow is made for; null where it computes on the processor alone. */
  cuda: z.string().max(40).nullable(),
  /** `linux-x64`, as Node says it. */
  machine: z.string().max(40),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** Reads a manifest; null where it is damaged or of another version. Throws ProblemError where it cannot be read. */
export function readManifest(file: string): Manifest | null {
  try {
    return manifestSchema.safeParse(readJson(readText(file), { file, bytes: 65_536, depth: 4 })).data ?? null;
  } catch (error) {
    if (error instanceof ProblemError && !error.problem.code.startsWith('file-')) return null;
    throw error;
  }
}
