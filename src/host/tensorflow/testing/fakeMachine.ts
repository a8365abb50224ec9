import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { tensorflowPlaces } from '../places.ts';
import type { SetupParts } from '../prepare.ts';
import type { FoundPython } from '../python.ts';
import type { Run, RunOptions } from '../run.ts';
import type { Surroundings } from '../surroundings.ts';

/** What a fake program does: its exit status, what it writes, and what it leaves in its folder. */
export interface FakeAnswer {
  readonly status?: number;
  readonly output?: string;
  readonly lines?: readonly string[];
  readonly act?: (options: RunOptions, args: readonly string[]) => void;
}

/** A machine that has all that setting up needs, until a test takes something away. */
export interface FakeMachine {
  readonly parts: SetupParts;
  readonly surroundings: Surroundings;
  /** Commands that were run: program and arguments. */
  readonly ran: string[];
  /** By what the command line holds; the last one that fits counts. */
  readonly answers: Map<string, FakeAnswer | 'missing'>;
  /** Paths that seem to be there besides those that are. */
  readonly seen: Set<string>;
  /** A folder of the test's own. */
  readonly root: string;
  change(surroundings: Partial<Surroundings>): void;
  remove(): void;
}

/** Makes one: Linux on x64 with Python 3.12, TensorFlow 2.21.0 for the processor, g++, make and npm. */
export function fakeMachine(): FakeMachine {
  const root = mkdtempSync(join(tmpdir(), 'signalbox-setup-'));
  const wheel = join(root, 'site', 'tensorflow');
  const packageFolder = join(root, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
  const put = (path: string, text = '') => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  for (const file of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']) put(join(wheel, file));
  put(join(wheel, 'include', 'tensorflow', 'c', 'c_api.h'));
  put(join(wheel, 'include', 'tensorflow', 'c', 'eager', 'c_api.h'));
  put(join(wheel, 'python', 'platform', 'build_info.py'), "build_info = {'is_cuda_build': False}");
  put(join(packageFolder, 'package.json'), '{"version":"4.22.0"}');
  put(join(packageFolder, 'binding', 'tfjs_backend.cc'));
  put(join(packageFolder, 'scripts', 'install.js'));
  const evidence = join(root, 'site', 'tensorflow_cpu-2.21.0.dist-info');
  mkdirSync(evidence);

  const ran: string[] = [];
  const seen = new Set([
    '/usr/bin/python3',
    '/usr/bin/npm',
    '/usr/lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js',
    '/usr/include/node/node_api.h',
    '/usr/include/node/common.gypi',
  ]);
  const answers = new Map<string, FakeAnswer | 'missing'>();
  let surroundings: Surroundings = {
    platform: 'linux',
    arch: 'x64',
    environment: { PATH: '/usr/bin' },
    executable: '/usr/bin/node',
    isElectron: false,
    exists: (path) => seen.has(path) || (path.startsWith(tmpdir()) && existsSync(path)),
    readText: (path) => (path.startsWith(tmpdir()) && existsSync(path) ? readFileSync(path, 'utf8') : null),
    realPath: (path) => (path === '/usr/bin/npm' ? '/usr/lib/node_modules/npm/bin/npm-cli.js' : path),
    freeBytes: () => 1e12,
  };
  const python: FoundPython = {
    executable: '/usr/bin/python3',
    version: '3.12.4',
    tensorflow: { name: 'tensorflow-cpu', version: '2.21.0', folder: wheel, evidence },
  };
  answers.set('find_spec', { output: JSON.stringify(python) });
  answers.set('--version', {});
  answers.set('node-gyp.js rebuild', {
    act: ({ folder = '' }) => put(join(folder, 'build', 'Release', 'tfjs_binding.node'), 'built'),
  });
  answers.set('tensorflowTest.js', { output: '{"tensorflow":"2.21.0","gpu":false}\n' });

  const run: Run = async (program, args, options = {}) => {
    const command = [program, ...args].join(' ');
    ran.push(command);
    options.signal?.throwIfAborted();
    const fitting = [...answers].filter(([part]) => command.includes(part)).map(([, answer]) => answer);
    const answer = fitting.at(-1) ?? 'missing';
    if (answer === 'missing') return { status: null, isMissing: true, output: '' };
    answer.act?.(options, args);
    options.signal?.throwIfAborted();
    for (const line of answer.lines ?? []) options.onLine?.(line);
    return { status: answer.status ?? 0, isMissing: false, output: answer.output ?? '' };
  };
  const machine = {
    ran,
    seen,
    answers,
    root,
    get surroundings() {
      return surroundings;
    },
    get parts(): SetupParts {
      return {
        places: tensorflowPlaces({ SIGNALBOX_TENSORFLOW: join(root, 'home') }),
        surroundings,
        run,
        findPackage: () => ({ folder: packageFolder, version: '4.22.0' }),
        packagedNode: () => null,
      };
    },
    change: (changes: Partial<Surroundings>) => {
      surroundings = { ...surroundings, ...changes };
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  return machine;
}
