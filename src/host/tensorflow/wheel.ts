import { join } from 'node:path';
import { fail } from '../../shared/problem.ts';
import type { FoundPython } from './python.ts';
import type { Surroundings } from './surroundings.ts';

/** A TensorFlow that pip installed, fit to build against. */
export interface Wheel {
  readonly version: string;
  /** Holds `include` and the shared libraries. */
  readonly folder: string;
  readonly evidence: string | null;
  /** The CUDA it is made for, as `12.5.1`; null where it computes on the processor alone. */
  readonly cuda: string | null;
  readonly python: string;
}

/** The oldest that the addon was built against and loaded with. */
export const OLDEST = [2, 12] as const;

/** What the addon is linked with. */
export const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'] as const;

const HEADERS = [join('tensorflow', 'c', 'c_api.h'), join('tensorflow', 'c', 'eager', 'c_api.h')] as const;

/**
 * A Python's TensorFlow, looked at file by file; null where it has none. Throws ProblemError where it is too old, or
 * not whole.
 */
export function wheelOf(
  { executable, tensorflow }: FoundPython,
  { exists, readText }: Pick<Surroundings, 'exists' | 'readText'>,
): Wheel | null {
  if (tensorflow === null) return null;
  const { version, folder, evidence, name } = tensorflow;
  const [major, minor] = version.split('.').map((part) => Number.parseInt(part, 10));
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    const update = `${executable} -m pip install --upgrade ${name}`;
    fail(
      'tensorflow-old',
      `TensorFlow ${version} in ${folder} is too old, expected ${OLDEST.join('.')} or newer: run \`${update}\``,
    );
  }
  const needed = [...LIBRARIES, ...HEADERS.map((header) => join('include', header))];
  const missing = needed.find((file) => !exists(join(folder, file)));
  if (missing !== undefined) {
    const again = `${executable} -m pip install --force-reinstall ${name}`;
    fail(
      'tensorflow-incomplete',
      `TensorFlow ${version} in ${folder} is not whole, its ${missing} is missing: run \`${again}\``,
    );
  }
  const about = readText(join(folder, 'python', 'platform', 'build_info.py')) ?? '';
  const cuda = /['"]cuda_version['"],?:?\s*['"]([\d.]+)['"]/.exec(about)?.[1] ?? null;
  return { version, folder, evidence, cuda, python: executable };
}
