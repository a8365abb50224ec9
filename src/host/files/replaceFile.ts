import { dirname, join } from 'node:path';
import { type FileSystem, nodeFileSystem, type RandomName, randomName } from './fileSystem.ts';

/** A file's bytes, or pieces of them one after the other. */
export type FileContent = Uint8Array | string | Iterable<Uint8Array>;

/** Temporary files of `replaceFile`: short, so that any name that fits can be replaced. */
export const TEMPORARY_NAME = /^\.tmp-[0-9a-f]{8}$/;

/**
 * Replaces a file wholly or not at all, and returns once that is durable: a temporary file in the same folder is
 * written, synced, renamed over the old one, and the folder synced. The only place that renames.
 * An error leaves the old file as it was and removes the temporary one.
 */
export function replaceFile(
  path: string,
  content: FileContent,
  files: FileSystem = nodeFileSystem,
  name: RandomName = randomName,
): void {
  const replacement = begin(path, files, name);
  try {
    for (const piece of pieces(content)) replacement.write(piece);
  } catch (error) {
    replacement.abandon();
    throw error;
  }
  replacement.commit();
}

/** `replaceFile` for pieces that are still being made; only what makes them is waited for. */
export async function replaceFileGradually(
  path: string,
  content: AsyncIterable<Uint8Array>,
  files: FileSystem = nodeFileSystem,
  name: RandomName = randomName,
): Promise<void> {
  const replacement = begin(path, files, name);
  try {
    for await (const piece of content) replacement.write(piece);
  } catch (error) {
    replacement.abandon();
    throw error;
  }
  replacement.commit();
}

/** The steps of one replacement: any number of writes, then either of the others. */
function begin(path: string, files: FileSystem, name: RandomName) {
  const folder = dirname(path);
  const temporary = join(folder, `.tmp-${name()}`);
  const descriptor = files.open(temporary, 'exclusive');
  return {
    write: (piece: Uint8Array) => files.write(descriptor, piece),
    commit: () => {
      try {
        syncAndClose(descriptor, files);
        files.rename(temporary, path);
      } catch (error) {
        removeQuietly(temporary, files);
        throw error;
      }
      files.syncFolder(folder);
    },
    abandon: () => {
      closeQuietly(descriptor, files);
      removeQuietly(temporary, files);
    },
  };
}

/** Removes what a killed `replaceFile` left in a folder. To be called only by who alone writes there. */
export function sweepTemporaries(folder: string, files: FileSystem = nodeFileSystem): void {
  for (const entry of files.list(folder))
    if (TEMPORARY_NAME.test(entry)) removeQuietly(join(folder, entry), files);
}

function pieces(content: FileContent): Iterable<Uint8Array> {
  if (typeof content === 'string') return [new TextEncoder().encode(content)];
  return content instanceof Uint8Array ? [content] : content;
}

/** Makes what was written durable; of several errors the first is thrown, and the descriptor is closed in any case. */
export function syncAndClose(descriptor: number, files: FileSystem): void {
  try {
    files.sync(descriptor);
  } catch (error) {
    closeQuietly(descriptor, files);
    throw error;
  }
  files.close(descriptor);
}

/** Closes where another error is under way. */
export function closeQuietly(descriptor: number, files: FileSystem): void {
  try {
    files.close(descriptor);
  } catch {}
}

/** The error that matters is the one under way; a temporary file that stays is swept later. */
function removeQuietly(path: string, files: FileSystem): void {
  try {
    files.remove(path);
  } catch {}
}
