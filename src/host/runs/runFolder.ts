import { isAbsolute, join, resolve } from 'node:path';
import type { GraphDocument } from '../../shared/document.ts';
import { readDocument, writeDocument } from '../../shared/documentFile.ts';
import { fail } from '../../shared/problem.ts';
import { createFolder, createNewFolder } from '../files/createFolder.ts';
import { withFile } from '../files/fileProblem.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { readText } from '../files/readText.ts';
import { replaceFile, TEMPORARY_NAME } from '../files/replaceFile.ts';
import { type RunFile, readRunFile, writeRunFile } from './runFile.ts';

/** Where a run's files lie. */
export interface RunPaths {
  readonly folder: string;
  readonly run: string;
  readonly graph: string;
  readonly plan: string;
  readonly metrics: string;
  readonly last: string;
  readonly best: string;
  readonly evaluation: string;
  readonly about: string;
  readonly curve: string;
}

export function runPaths(folder: string): RunPaths {
  return {
    folder,
    run: join(folder, 'run.json'),
    graph: join(folder, 'graph.json'),
    plan: join(folder, 'plan.json'),
    metrics: join(folder, 'metrics.jsonl'),
    last: join(folder, 'last.safetensors'),
    best: join(folder, 'best.safetensors'),
    evaluation: join(folder, 'evaluation.json'),
    about: join(folder, 'about.json'),
    curve: join(folder, 'curve.bin'),
  };
}

/** What a run consists of before its first step. */
export interface FrozenRun {
  readonly run: RunFile;
  readonly document: GraphDocument;
}

/** `runs/2026-11-23T16-20-05`, made unique by trying; the folder is created. */
export function createRunFolder(parent: string, now: Date, files: FileSystem = nodeFileSystem): string {
  const stamp = now.toISOString().slice(0, 19).replaceAll(':', '-');
  withFile('create folder', parent, () => createFolder(parent, files));
  for (let attempt = 1; ; attempt++) {
    const folder = join(parent, attempt === 1 ? stamp : `${stamp}-${attempt}`);
    try {
      createNewFolder(folder, files);
      return folder;
    } catch (error) {
      if ((error as { code?: string }).code === 'EEXIST') continue;
      return withFile('create folder', folder, () => {
        throw error;
      });
    }
  }
}

/** Prepares a named folder for a new run: it must not hold one already. */
export function claimRunFolder(folder: string, files: FileSystem = nodeFileSystem): string {
  const path = isAbsolute(folder) ? folder : resolve(folder);
  withFile('create folder', path, () => createFolder(path, files));
  const entries = withFile('read folder', path, () => files.list(path));
  if (files.exists(runPaths(path).run)) {
    fail(
      'run-exists',
      `${folder} holds a run already; expected an empty or new folder, or --resume ${folder}`,
      { file: folder },
    );
  }
  const other = entries.find((entry) => !TEMPORARY_NAME.test(entry));
  if (other)
    fail('not-empty', `${folder} is not empty (it holds ${other}); expected an empty or new folder`, {
      file: folder,
    });
  return path;
}

/** Writes the frozen graph, then run.json, which makes the folder a run. */
export function freezeRun(
  { run, document }: FrozenRun,
  paths: RunPaths,
  files: FileSystem = nodeFileSystem,
): void {
  withFile('write', paths.graph, () => replaceFile(paths.graph, writeDocument(document), files));
  withFile('write', paths.run, () => replaceFile(paths.run, writeRunFile(run), files));
}

/** Reads what a run was started with; throws ProblemError where the folder holds none. */
export function openRun(folder: string, files: FileSystem = nodeFileSystem): FrozenRun & { paths: RunPaths } {
  const paths = runPaths(resolve(folder));
  if (!files.exists(paths.folder)) fail('no-run', `there is no run folder ${folder}`, { file: folder });
  if (!files.exists(paths.run))
    fail('no-run', `${folder} holds no run: run.json is missing`, { file: folder });
  return {
    run: readRunFile(readText(paths.run, files), paths.run),
    document: readDocument(readText(paths.graph, files), paths.graph),
    paths,
  };
}
