import { z } from 'zod';
import { readJson } from '../../shared/json.ts';
import { fail } from '../../shared/problem.ts';
import type { Run } from './run.ts';
import { inPath, type Surroundings } from './surroundings.ts';

/**
 * Asks a Python where its TensorFlow is, without importing that, which takes seconds. `evidence` is the folder whose
 * name holds the version, which goes when pip puts another one there.
 */
export const PROBE = `
import json, sys
from importlib import metadata, util
found = None
spec = util.find_spec("tensorflow")
folders = list(spec.submodule_search_locations or []) if spec else []
for name in ("tensorflow", "tensorflow-cpu", "tensorflow-gpu", "tf-nightly", "tf-nightly-cpu", "intel-tensorflow"):
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        continue
    if folders and str(distribution.locate_file("tensorflow")) == folders[0]:
        found = {"name": name, "version": distribution.version, "folder": folders[0],
                 "evidence": str(getattr(distribution, "_path", "")) or None}
        break
if folders and found is None:
    found = {"name": "tensorflow", "version": "unknown", "folder": folders[0], "evidence": None}
print(json.dumps({"executable": sys.executable, "version": "%d.%d.%d" % sys.version_info[:3], "tensorflow": found}))
`;

const foundSchema = z.strictObject({
  executable: z.string().min(1),
  version: z.string(),
  tensorflow: z
    .strictObject({
      name: z.string(),
      version: z.string(),
      folder: z.string(),
      evidence: z.string().nullable(),
    })
    .nullable(),
});

/** A Python, and the TensorFlow that it would import. */
export type FoundPython = z.infer<typeof foundSchema>;

export interface PythonChoice {
  /** The one that a person named; no other is looked at then. */
  readonly named: string | null;
  /** Those to be looked at before the ones in PATH. */
  readonly known: readonly string[];
}

/**
 * The first Python that has TensorFlow, else the first at all, of: the one named, or SIGNALBOX_PYTHON alone; else
 * those known, `python3` and `python` in PATH. Throws ProblemError where there is none, or the named one is none.
 */
export async function findPython(
  { named, known }: PythonChoice,
  surroundings: Surroundings,
  run: Run,
  signal?: AbortSignal,
): Promise<FoundPython> {
  const { environment } = surroundings;
  const only = named ?? (environment.SIGNALBOX_PYTHON || null);
  if (only !== null) {
    const python = await askPython(only, run, signal);
    const source = named === null ? 'SIGNALBOX_PYTHON names' : '--python names';
    return (
      python ??
      fail('no-python', `${source} ${only}, which does not run as a Python of 3.8 or newer: name another`)
    );
  }
  const inPaths = ['python3', 'python'].filter((name) => inPath(name, surroundings) !== null);
  let first: FoundPython | null = null;
  for (const program of [...known, ...inPaths]) {
    const python = await askPython(program, run, signal);
    if (python?.tensorflow) return python;
    first ??= python;
  }
  return (
    first ??
    fail(
      'no-python',
      'TensorFlow comes with Python, which is not in PATH: install python3 (on Debian and Ubuntu `sudo apt-get install python3 python3-venv`), or name one with --python PATH',
    )
  );
}

/** What a Python says of itself; null where it does not run, or is too old for the question. */
async function askPython(program: string, run: Run, signal?: AbortSignal): Promise<FoundPython | null> {
  // -I: nothing of the current folder is imported.
  const { status, output } = await run(program, ['-I', '-c', PROBE], { signal });
  if (status !== 0) return null;
  try {
    return foundSchema.safeParse(readJson(output.trim(), { file: program, bytes: 65_536 })).data ?? null;
  } catch {
    return null;
  }
}
