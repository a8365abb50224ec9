import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtFile, packageFolder } from '../../host/paths.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { readDocument, writeDocument } from '../../shared/documentFile.ts';

export interface CliAnswer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The JSON lines on stdout. */
  readonly lines: readonly Record<string, unknown>[];
}

/** The environment commands are tested in: caches of their own, kept from one test to the next. */
export function cliEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, SIGNALBOX_CACHE: join(tmpdir(), 'signalbox-test-cache') };
}

/** Runs the built command in a folder and waits for its end. */
export function runCli(
  args: readonly string[],
  options: { readonly cwd: string; readonly shell?: string },
): CliAnswer {
  const command = [process.execPath, builtFile('main', 'cli.js'), ...args];
  const settings = { cwd: options.cwd, encoding: 'utf8', env: cliEnvironment(), timeout: 120_000 } as const;
  const ended = options.shell
    ? spawnSync('bash', ['-c', `${options.shell}; exec "$@"`, 'bash', ...command], settings)
    : spawnSync(command[0], command.slice(1), settings);
  const lines = args.includes('--json')
    ? ended.stdout
        .split('\n')
        .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]))
    : [];
  return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr, lines };
}

/** A folder of its own for a test; `whenDone` (Vitest's onTestFinished) is told how to remove it. */
export function temporaryFolder(whenDone: (clean: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-cli-'));
  whenDone(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A template of resources/graphs, for a test to change. */
export function template(name: string): GraphDocument {
  const path = join(packageFolder(), 'resources', 'graphs', `${name}.json`);
  return structuredClone(readDocument(readFileSync(path, 'utf8'), path));
}

/** Writes a project into a folder; returns its path. */
export function writeProject(folder: string, document: GraphDocument, name = 'graph.json'): string {
  const path = join(folder, name);
  writeFileSync(path, writeDocument(document));
  return path;
}

/** A network small enough to train in a second: 12x12 input, one convolution, 43 classes. */
export function tinyProject(): GraphDocument {
  const node = (id: string, type: string, params: Record<string, unknown> = {}) => ({ id, type, params });
  const nodes = [
    node('input', 'Input', { size: [3, 12, 12] }),
    node('conv', 'SpatialConvolution', { nOutputPlane: 8, padW: 1 }),
    node('bn', 'SpatialBatchNormalization'),
    node('relu', 'ReLU'),
    node('pool', 'SpatialMaxPooling', { kW: 3, kH: 3 }),
    node('view', 'View', { size: [-1] }),
    node('drop', 'Dropout', { p: 0.15 }),
    node('fc', 'Linear', { outputSize: 43 }),
    node('log', 'LogSoftMax'),
  ];
  const wires = nodes
    .slice(1)
    .map((to, i) => ({ from: { node: nodes[i].id, port: 'output' }, to: { node: to.id, port: 'input' } }));
  const { training } = template('vgg-small');
  return { version: 1, nodes, wires, training: { ...training, epochs: 2, augmentation: 'mild' } };
}
