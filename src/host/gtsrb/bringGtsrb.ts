import { join } from 'node:path';
import { fail, ProblemError } from '../../shared/problem.ts';
import type { DataFiles } from '../data/dataFiles.ts';
import { createFolder } from '../files/createFolder.ts';
import { withFile } from '../files/fileProblem.ts';
import type { FileSystem } from '../files/fileSystem.ts';
import { moveFolder, removeFolder } from '../files/moveFolder.ts';
import { lockRun, type RunLock } from '../runs/lock.ts';
import type { Clock } from './clock.ts';
import { download } from './download.ts';
import { openPart, type PartFile, partPath } from './partFile.ts';
import type { GtsrbPlaces } from './places.ts';
import type { Fetch } from './response.ts';
import type { GtsrbArchive } from './source.ts';
import { unpack } from './unpack.ts';

/** What getting GTSRB works with. */
export interface GtsrbTools {
  readonly places: GtsrbPlaces;
  readonly archives: readonly GtsrbArchive[];
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly files: FileSystem;
  readonly dataFiles: DataFiles;
}

/** Told how it goes. */
export interface GtsrbListener {
  onStage(stage: 'checking' | 'downloading' | 'unpacking'): void;
  /** Bytes of the part that were hashed again, after a restart. */
  onHashed(bytes: number): void;
  /** Bytes of an archive so far. */
  onBytes(name: string, bytes: number): void;
  /** Of unpacking, 0 to 1. */
  onShare(share: number): void;
}

/** Whether a folder holds the benchmark as it is unpacked here. */
export function isGtsrbFolder(folder: string, dataFiles: DataFiles): boolean {
  const isFolder = (...parts: string[]) => dataFiles.status(join(folder, ...parts))?.kind === 'folder';
  return (
    isFolder('Final_Training', 'Images') &&
    isFolder('Final_Test', 'Images') &&
    dataFiles.status(join(folder, 'GT-final_test.csv'))?.kind === 'file'
  );
}

/**
 * Downloads what is missing of the archives, checks them, unpacks them and moves the whole into place; the
 * archives are removed then. Rejects with the signal's reason when aborted, else with one ProblemError; whole
 * and half archives are kept for the next time either way, but for one whose checksum is wrong.
 */
export async function bringGtsrb(
  tools: GtsrbTools,
  listener: GtsrbListener,
  signal: AbortSignal,
): Promise<void> {
  const { places, archives, files } = tools;
  if (files.exists(places.folder)) {
    const { folder } = places;
    const message = `${folder} is there already and is not GTSRB as it is unpacked: move it away first`;
    fail('exists', message, { file: folder });
  }
  withFile('create', places.work, () => createFolder(places.work, files));
  const lock = await lockWork(places.work);
  try {
    const parts = await openParts(tools, listener, signal);
    listener.onStage('downloading');
    for (const [i, archive] of archives.entries()) await complete(archive, parts[i], tools, listener, signal);
    listener.onStage('unpacking');
    await unpackInPlace(tools, listener, signal);
    await removeFolder(places.work);
  } finally {
    await lock.release();
  }
}

/** Removes what is there of archives on their way. Throws ProblemError where another process is at it. */
export async function forgetParts({ work }: GtsrbPlaces, files: FileSystem): Promise<void> {
  if (!files.exists(work)) return;
  const lock = await lockWork(work);
  try {
    await removeFolder(work);
  } finally {
    await lock.release();
  }
}

/** Takes the work folder, as a run's folder is taken. */
async function lockWork(work: string): Promise<RunLock> {
  try {
    return await lockRun(work);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'run-in-use') throw error;
    const who = /process \d+/.exec(error.message)?.[0] ?? 'another process';
    const message = `another Signalbox (${who}) is getting GTSRB: wait for it, or stop it there`;
    throw new ProblemError({ code: 'gtsrb-in-use', message }, { cause: error });
  }
}

async function openParts(
  tools: GtsrbTools,
  listener: GtsrbListener,
  signal: AbortSignal,
): Promise<PartFile[]> {
  const { archives, places, dataFiles } = tools;
  const isAny = archives.some((archive) => dataFiles.status(partPath(places.work, archive)) !== null);
  if (isAny) listener.onStage('checking');
  const parts: PartFile[] = [];
  for (const archive of archives) {
    const part = await openPart(places.work, archive, tools, signal, listener.onHashed);
    listener.onBytes(archive.name, part.bytes);
    parts.push(part);
  }
  return parts;
}

/** Downloads the rest of one archive and checks the whole. */
async function complete(
  archive: GtsrbArchive,
  part: PartFile,
  tools: GtsrbTools,
  listener: GtsrbListener,
  signal: AbortSignal,
): Promise<void> {
  const { name, checksum } = archive;
  const onBytes = () => listener.onBytes(name, part.bytes);
  try {
    await download(archive, part, { ...tools, signal, onBytes });
  } catch (error) {
    part.abandon();
    throw error;
  }
  part.rest();
  const found = part.checksum();
  if (found === checksum.hex) return;
  part.remove();
  onBytes();
  const wanted = `its ${checksum.algorithm.toUpperCase()} is ${found}, expected ${checksum.hex}`;
  fail('bad-checksum', `${name} came out damaged, or was changed where it lies: ${wanted}; it was removed`);
}

async function unpackInPlace(tools: GtsrbTools, listener: GtsrbListener, signal: AbortSignal): Promise<void> {
  const { places, archives, files, dataFiles } = tools;
  const target = join(places.work, 'unpacked');
  await removeFolder(target);
  try {
    withFile('create', target, () => createFolder(target, files));
    const packed = archives.map((archive) => ({ archive, path: partPath(places.work, archive) }));
    await unpack(packed, target, { files, dataFiles, signal, onShare: listener.onShare });
    withFile('move', target, () => moveFolder(target, places.folder, files));
  } catch (error) {
    // The first error is the one to be told.
    await removeFolder(target).catch(() => {});
    throw error;
  }
}
