import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import { fail, ProblemError } from '../../shared/problem.ts';
import type { DataFiles } from '../data/dataFiles.ts';
import { IMAGE_LIMITS } from '../data/image.ts';
import { fileError } from '../files/fileProblem.ts';
import { BlockReader } from './blockReader.ts';

/** What an archive may hold; beyond it nothing of it is unpacked. */
export const ARCHIVE_LIMITS = {
  members: 200_000,
  memberBytes: IMAGE_LIMITS.bytes,
  totalBytes: 8 * 1024 * 1024 * 1024,
  /** Unpacked over packed, of a member. */
  ratio: 100,
} as const;

/** An archive whose list of members was looked through; to be closed. */
export interface OpenArchive {
  readonly zip: ZipFile;
  /** Its files; folders are left out. */
  readonly entries: readonly Entry[];
}

/**
 * Opens a zip file and looks at its whole list of members before one is unpacked. Throws one ProblemError
 * where a name leaves the folder (`..`, absolute, a drive, a backslash), two names differ in case at most, or
 * a member is no plain file, encrypted, too large, or packed too tightly to be true.
 */
export async function openArchive(path: string, name: string, dataFiles: DataFiles): Promise<OpenArchive> {
  const options = { autoClose: false, strictFileNames: true, validateEntrySizes: true };
  const bytes = dataFiles.status(path)?.bytes ?? 0;
  const zip = await explained(name, () =>
    fromRandomAccessReaderPromise(new BlockReader(path, dataFiles), bytes, options),
  );
  try {
    return { zip, entries: await explained(name, () => checkedEntries(zip, name)) };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function checkedEntries(zip: ZipFile, name: string): Promise<Entry[]> {
  if (zip.entryCount > ARCHIVE_LIMITS.members) {
    refuse(name, `lists ${zip.entryCount} members, at most ${ARCHIVE_LIMITS.members} are unpacked`);
  }
  const entries: Entry[] = [];
  const seen = new Set<string>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    checkEntry(entry, name);
    const key = entry.fileName.normalize('NFC').toLowerCase();
    if (seen.has(key)) refuse(name, `holds ${quoted(entry)} twice, in whatever case`);
    seen.add(key);
    total += entry.uncompressedSize;
    if (total > ARCHIVE_LIMITS.totalBytes) {
      refuse(name, `unpacks to more than ${ARCHIVE_LIMITS.totalBytes} bytes`);
    }
    if (!entry.fileName.endsWith('/')) entries.push(entry);
  }
  return entries;
}

const UNIX = 3;
const FILE_TYPE = 0o170000;
const PLAIN_TYPES = [0, 0o100000, 0o040000];

function checkEntry(entry: Entry, name: string): void {
  const { compressedSize, uncompressedSize, versionMadeBy, externalFileAttributes } = entry;
  const { memberBytes, ratio } = ARCHIVE_LIMITS;
  const type = versionMadeBy >>> 8 === UNIX ? (externalFileAttributes >>> 16) & FILE_TYPE : 0;
  if (!PLAIN_TYPES.includes(type))
    refuse(name, `holds ${quoted(entry)}, a link or device, expected plain files`);
  if (!entry.canDecodeFileData())
    refuse(name, `holds ${quoted(entry)}, encrypted or packed in an unknown way`);
  if (uncompressedSize > memberBytes) {
    const sizes = `${uncompressedSize} bytes, at most ${memberBytes} are unpacked`;
    refuse(name, `holds ${quoted(entry)} of ${sizes}`);
  }
  if (uncompressedSize > ratio * compressedSize) {
    const sizes = `${compressedSize} bytes that unpack to ${uncompressedSize}`;
    refuse(name, `holds ${quoted(entry)}, ${sizes}, more than ${ratio} times as many`);
  }
}

/** Runs what reads a zip file; whatever it throws becomes one ProblemError that names the archive. */
export async function explained<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    // Errors of the disk; zlib's codes and Node's own (ERR_) are about what is in the archive.
    if (/^E(?!RR_)/.test(String((error as { code?: unknown }).code))) throw fileError(error, 'read', name);
    const message = `${name} cannot be unpacked: ${(error as Error).message.slice(0, 300)}`;
    throw new ProblemError({ code: 'bad-archive', message, file: name }, { cause: error });
  }
}

function quoted({ fileName }: Entry): string {
  return JSON.stringify(fileName.slice(0, 200));
}

function refuse(name: string, says: string): never {
  fail('bad-archive', `${name} ${says}`, { file: name });
}
