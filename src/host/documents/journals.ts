import { existsSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PageConnection } from '../../shared/api/contract.ts';
import type { Journal } from '../../shared/api/documents.ts';
import { createFolder, createNewFolder } from '../files/createFolder.ts';
import { withFile } from '../files/fileProblem.ts';
import { type FileSystem, nodeFileSystem, type RandomName, randomName } from '../files/fileSystem.ts';
import { replaceFile } from '../files/replaceFile.ts';
import { lockHolder, lockRun } from '../runs/lock.ts';
import { readJournalFile, writeJournalFile } from './journalFile.ts';

const MOST_JOURNALS = 50;
const DAMAGED_KEPT = 30 * 24 * 60 * 60 * 1000;
const NAME = /^([a-z0-9-]{8,64})\.json$/;

/** Edits that are not saved yet, kept for the case that page, host or machine go away. */
export interface Journals {
  /** Returns once it is durable; from then on it belongs to the page while that is connected. */
  write(journal: Omit<Journal, 'written'>, page: PageConnection): Promise<void>;
  /** Those that belong to no connected page, of this process or another, newest first. */
  list(): Promise<Journal[]>;
  /** Does nothing where there is none of this id, or where it belongs to another process. */
  drop(id: string): Promise<void>;
}

export interface JournalOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly files?: FileSystem;
  readonly name?: RandomName;
}

/**
 * Journals in `journals/` of a home folder. Each process writes into a folder of its own there and holds its lock,
 * which the system frees however the process ends: what lies in a folder without a holder was left behind.
 */
export function createJournals(homeFolder: string, options: JournalOptions = {}): Journals {
  const { now = Date.now, files = nodeFileSystem, name = randomName } = options;
  const all = join(homeFolder, 'journals');
  const owners = new Map<string, PageConnection>();
  const known = new WeakSet<PageConnection>();
  let own: Promise<string> | null = null;

  const makeOwn = async () => {
    const folder = join(all, name());
    withFile('create folder', folder, () => {
      createFolder(all, files);
      createNewFolder(folder, files);
    });
    await lockRun(folder);
    return folder;
  };
  const ownFolder = () => {
    // Another process that lists journals may look at the folder just before it is locked.
    own ??= makeOwn().catch(makeOwn);
    // The disk may have room again at the next edit.
    own.catch(() => {
      own = null;
    });
    return own;
  };
  const remember = (id: string, page: PageConnection) => {
    owners.set(id, page);
    if (known.has(page)) return;
    known.add(page);
    page.onClose(() => {
      for (const [owned, owner] of owners) if (owner === page) owners.delete(owned);
    });
  };
  /** This process's folder, and those of processes that are gone. */
  const folders = async () => {
    const mine = await own?.catch(() => null);
    const others = existsSync(all) ? readdirSync(all).map((entry) => join(all, entry)) : [];
    const left: string[] = [];
    for (const folder of others) if (folder !== mine && (await isLeft(folder))) left.push(folder);
    return { mine: mine ?? null, left };
  };

  return {
    write: async (journal, page) => {
      remember(journal.id, page);
      const folder = await ownFolder();
      const path = join(folder, `${journal.id}.json`);
      const text = writeJournalFile({ ...journal, written: now() });
      // Somebody may have cleared the home folder: the next write makes another one.
      if (!existsSync(folder)) own = null;
      withFile('write', path, () => replaceFile(path, text, files));
    },
    list: async () => {
      const { mine, left } = await folders();
      const found = [...(mine === null ? [] : [mine]), ...left].flatMap((folder) =>
        readJournals(folder, now() - DAMAGED_KEPT, files, (id) => owners.has(id)),
      );
      found.sort((a, b) => b.journal.written - a.journal.written);
      // A page that outlived its process went on with its journal here: what the old one has of it is out of date.
      const newest = new Map(found.toReversed().map((one) => [one.journal.id, one]));
      const kept = found.filter((one) => newest.get(one.journal.id) === one).slice(0, MOST_JOURNALS);
      for (const one of found) if (!kept.includes(one)) files.remove(one.path);
      for (const folder of left) removeIfEmpty(folder);
      return kept.map(({ journal }) => journal);
    },
    drop: async (id) => {
      const { mine, left } = await folders();
      for (const folder of [...(mine === null ? [] : [mine]), ...left]) {
        const path = join(folder, `${id}.json`);
        withFile('remove', path, () => files.remove(path));
      }
      owners.delete(id);
      for (const folder of left) removeIfEmpty(folder);
    },
  };
}

/** Whether the process that wrote into a folder of journals is gone. */
async function isLeft(folder: string): Promise<boolean> {
  const status = statSync(folder, { throwIfNoEntry: false });
  return status?.isDirectory() === true && (await lockHolder(folder)) === null;
}

/** The journals of a folder that nobody owns. Damaged ones are passed over, and removed once they are old. */
function readJournals(
  folder: string,
  damagedBefore: number,
  files: FileSystem,
  isOwned: (id: string) => boolean,
): { readonly path: string; readonly journal: Journal }[] {
  return files.list(folder).flatMap((entry) => {
    const id = NAME.exec(entry)?.[1];
    const path = join(folder, entry);
    if (id !== undefined && isOwned(id)) return [];
    try {
      const journal = id === undefined ? null : readJournalFile(files.read(path), id);
      if (journal !== null) return [{ path, journal }];
      // Also what a killed write left; a young one may be a write under way.
      if (statSync(path).mtimeMs < damagedBefore) files.remove(path);
    } catch {
      // It cannot be read, or went away meanwhile: the others count.
    }
    return [];
  });
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {}
}
