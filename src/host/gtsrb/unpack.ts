import { dirname, join } from 'node:path';
import type { Entry } from 'yauzl';
import { fail } from '../../shared/problem.ts';
import type { DataFiles } from '../data/dataFiles.ts';
import { withFile } from '../files/fileProblem.ts';
import type { FileSystem } from '../files/fileSystem.ts';
import { closeQuietly } from '../files/replaceFile.ts';
import { explained, type OpenArchive, openArchive } from './members.ts';
import type { GtsrbArchive } from './source.ts';

export interface UnpackTools {
  readonly files: FileSystem;
  readonly dataFiles: DataFiles;
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly onShare: (share: number) => void;
}

/** One archive and where it lies. */
export interface PackedArchive {
  readonly archive: GtsrbArchive;
  readonly path: string;
}

/** An archive that was looked through, and what of it is wanted. */
interface Opened {
  readonly name: string;
  readonly open: OpenArchive;
  readonly members: readonly Member[];
}

interface Member {
  readonly entry: Entry;
  /** Relative to the data folder, with `/`. */
  readonly place: string;
}

/**
 * Unpacks the members that archives are expected to have into a folder, and counts their images. All archives
 * are looked through before the first byte is written. Files are not synced one by one: that would take many
 * times as long as writing all fifty thousand, and an image that a power cut broke is counted and listed as
 * any other bad one. Throws one ProblemError for an archive that is not to be trusted or not whole, and for a
 * disk that fails; rejects with the signal's reason when aborted.
 */
export async function unpack(
  archives: readonly PackedArchive[],
  folder: string,
  { files, dataFiles, signal, onShare }: UnpackTools,
): Promise<void> {
  const opened: Opened[] = [];
  try {
    for (const packed of archives) opened.push(await lookThrough(packed, dataFiles));
    const all = opened.flatMap(({ members }) => members);
    const total = all.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
    const made = new Set<string>();
    let done = 0;
    for (const { name, open, members } of opened) {
      for (const { entry, place } of members) {
        signal.throwIfAborted();
        const path = join(folder, ...place.split('/'));
        makeFolderOnce(dirname(path), made, files);
        await explained(name, () => unpackMember(open, entry, path, files));
        done += entry.uncompressedSize;
        onShare(done / total);
      }
    }
  } finally {
    for (const { open } of opened) open.zip.close();
  }
}

async function lookThrough({ archive, path }: PackedArchive, dataFiles: DataFiles): Promise<Opened> {
  const { name, images, members: expected } = archive;
  const open = await openArchive(path, name, dataFiles);
  const members = open.entries.flatMap((entry) => {
    const place = expected.exec(entry.fileName)?.[1];
    return place === undefined ? [] : [{ entry, place }];
  });
  const found = members.filter(({ place }) => place.endsWith('.ppm')).length;
  if (found === images && members.length > 0) return { name, open, members };
  open.zip.close();
  return fail(
    'bad-archive',
    `${name} holds ${found} images where they are expected, and should hold ${images}`,
    {
      file: name,
    },
  );
}

async function unpackMember(
  { zip }: OpenArchive,
  entry: Entry,
  path: string,
  files: FileSystem,
): Promise<void> {
  const pieces = await zip.openReadStreamPromise(entry);
  const descriptor = withFile('write', path, () => files.open(path, 'exclusive'));
  try {
    for await (const piece of pieces)
      withFile('write', path, () => files.write(descriptor, piece as Uint8Array));
  } catch (error) {
    closeQuietly(descriptor, files);
    throw error;
  }
  withFile('write', path, () => files.close(descriptor));
}

function makeFolderOnce(path: string, made: Set<string>, files: FileSystem): void {
  if (made.has(path)) return;
  withFile('create', path, () => files.makeFolder(path, { recursive: true }));
  made.add(path);
}
