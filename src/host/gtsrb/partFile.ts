import { createHash, type Hash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson } from '../../shared/json.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { DataFiles } from '../data/dataFiles.ts';
import { withFile } from '../files/fileProblem.ts';
import type { FileSystem } from '../files/fileSystem.ts';
import { readText } from '../files/readText.ts';
import { closeQuietly, replaceFile, syncAndClose } from '../files/replaceFile.ts';
import type { GtsrbArchive } from './source.ts';

/** What an archive on its way is read and written with. */
export interface PartTools {
  readonly files: FileSystem;
  readonly dataFiles: DataFiles;
}

/**
 * An archive on its way: the bytes so far in NAME.part, and in NAME.part.json what the server calls this
 * version of the file, so that a later try can ask for the rest of the same one. Errors are ProblemErrors
 * that name the file.
 */
export interface PartFile {
  readonly path: string;
  /** So far. */
  readonly bytes: number;
  /** For If-Range: a strong ETag, or a date; null where the server gave neither. */
  readonly validator: string | null;
  /** Starts the file over, as this version of it. */
  begin(validator: string | null): void;
  write(piece: Uint8Array): void;
  /** Checksum of the bytes so far, in hex. */
  checksum(): string;
  /** Makes durable what was written; a later `write` goes on. */
  rest(): void;
  /** Closes where another error is under way, which is the one to be told. */
  abandon(): void;
  /** Forgets the file and what lies on the disk of it. */
  remove(): void;
}

const noteSchema = z.object({ version: z.literal(1), url: z.string(), validator: z.string().nullable() });

const PIECE_BYTES = 1 << 20;

/** Where the part of an archive lies in the work folder. */
export function partPath(work: string, { name }: Pick<GtsrbArchive, 'name'>): string {
  return join(work, `${name}.part`);
}

/**
 * Takes up a part where it was left, or begins one. What lies there is hashed again, piece by piece, each
 * told to `onHashed`; it is dropped where it is of another address or longer than the archive.
 */
export async function openPart(
  work: string,
  archive: GtsrbArchive,
  { files, dataFiles }: PartTools,
  signal: AbortSignal,
  onHashed: (bytes: number) => void,
): Promise<PartFile> {
  const path = partPath(work, archive);
  const notePath = `${path}.json`;
  const note = readNote(notePath, archive.url, files);
  let validator = note?.validator ?? null;
  let bytes = dataFiles.status(path)?.bytes ?? 0;
  let hash = createHash(archive.checksum.algorithm);
  let descriptor: number | null = null;

  const drop = () => {
    if (descriptor !== null) closeQuietly(descriptor, files);
    descriptor = null;
    withFile('remove', path, () => files.remove(path));
    bytes = 0;
    hash = createHash(archive.checksum.algorithm);
  };

  if (bytes > 0 && (note === null || bytes > archive.bytes)) drop();
  await hashFile(path, bytes, hash, dataFiles, signal, onHashed);
  return {
    path,
    get bytes() {
      return bytes;
    },
    get validator() {
      return validator;
    },
    begin: (next) => {
      drop();
      validator = next;
      const text = JSON.stringify({ version: 1, url: archive.url, validator });
      withFile('write', notePath, () => replaceFile(notePath, `${text}\n`, files));
    },
    write: (piece) => {
      withFile('write', path, () => {
        descriptor ??= files.open(path, 'append');
        files.write(descriptor, piece);
      });
      hash.update(piece);
      bytes += piece.length;
    },
    checksum: () => hash.copy().digest('hex'),
    rest: () => {
      const open = descriptor;
      descriptor = null;
      if (open !== null) withFile('write', path, () => syncAndClose(open, files));
    },
    abandon: () => {
      if (descriptor !== null) closeQuietly(descriptor, files);
      descriptor = null;
    },
    remove: () => {
      drop();
      withFile('remove', notePath, () => files.remove(notePath));
    },
  };
}

/** What was noted of a part; null where nothing readable was, or of another address. */
function readNote(path: string, url: string, files: FileSystem): z.infer<typeof noteSchema> | null {
  if (!files.exists(path)) return null;
  try {
    const parsed = noteSchema.safeParse(readJson(readText(path, files), { file: path, bytes: 64 * 1024 }));
    return parsed.success && parsed.data.url === url ? parsed.data : null;
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

async function hashFile(
  path: string,
  bytes: number,
  hash: Hash,
  dataFiles: DataFiles,
  signal: AbortSignal,
  onHashed: (bytes: number) => void,
): Promise<void> {
  const piece = new Uint8Array(Math.min(bytes, PIECE_BYTES));
  for (let at = 0; at < bytes; ) {
    const part = piece.subarray(0, Math.min(piece.length, bytes - at));
    const length = withFile('read', path, () => dataFiles.readPart(path, at, part));
    if (length < part.length) {
      throw new ProblemError({ code: 'truncated', message: `${path} became shorter while it was read` });
    }
    hash.update(part);
    at += length;
    onHashed(length);
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  }
}
