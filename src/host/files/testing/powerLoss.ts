import { posix } from 'node:path';
import { type Disk, type FileOperation, initialFileNumber } from './memoryFileSystem.ts';
import { tornVersions, type Write, written } from './tornFile.ts';

/** What a disk may hold after the power went at some moment, and which marks had been passed by then. */
export interface PowerLossState {
  readonly disk: Disk;
  readonly marks: readonly string[];
}

type Entry = number | 'folder';
type EntryChange = (entries: Map<string, Entry>) => void;

/** How many combinations of independent losses are tried at one moment. */
const MOST_WAYS = 64;

/**
 * Every state that a log of operations can leave behind when the power goes: after each operation, what was not
 * synced is kept, dropped, cut short, or torn at 512 bytes with old, zero or foreign bytes between. The entries of a
 * folder reach the disk in order, but a sync of a file brings none of them, and folders do not wait for one another.
 * `random` gives numbers in [0, 1).
 */
export function* powerLossStates(
  initial: Disk,
  log: readonly FileOperation[],
  random: () => number,
): Generator<PowerLossState> {
  const folders = new Map<string, Map<string, Entry>>([['/', new Map()]]);
  const contents = new Map<number, Uint8Array>();
  const changes = new Map<string, EntryChange[]>();
  const writes = new Map<number, Write[]>();
  const marks: string[] = [];
  for (const [path, content] of initial) {
    const file = initialFileNumber(initial, path);
    folders.get(posix.dirname(path))?.set(posix.basename(path), content === 'folder' ? content : file);
    if (content === 'folder') folders.set(path, new Map());
    else contents.set(file, content);
  }
  const change = (path: string, apply: (entries: Map<string, Entry>, name: string) => void) => {
    const folder = posix.dirname(path);
    changes.set(folder, [...(changes.get(folder) ?? []), (entries) => apply(entries, posix.basename(path))]);
  };

  function pass(operation: FileOperation): void {
    switch (operation.kind) {
      case 'mark':
        marks.push(operation.mark);
        break;
      case 'create':
        contents.set(operation.file, new Uint8Array(0));
        change(operation.path, (entries, name) => entries.set(name, operation.file));
        break;
      case 'folder':
        folders.set(operation.path, new Map());
        change(operation.path, (entries, name) => entries.set(name, 'folder'));
        break;
      case 'remove':
        change(operation.path, (entries, name) => entries.delete(name));
        break;
      case 'rename':
        change(operation.to, (entries, name) => {
          const from = posix.basename(operation.from);
          entries.set(name, entries.get(from) as Entry);
          entries.delete(from);
        });
        break;
      case 'write':
        writes.set(operation.file, [...(writes.get(operation.file) ?? []), operation]);
        break;
      case 'sync': {
        const { file } = operation;
        contents.set(file, written(contents.get(file) as Uint8Array, writes.get(file) ?? []));
        writes.delete(file);
        break;
      }
      case 'syncFolder': {
        const entries = folders.get(operation.path) as Map<string, Entry>;
        for (const apply of changes.get(operation.path) ?? []) apply(entries);
        changes.delete(operation.path);
      }
    }
  }

  /** The disk for one choice of how many changes of each folder, and which content of each file, were kept. */
  function* disks(): Generator<Disk> {
    const counts = [...changes].map(([folder, list]) => numbered(folder, list.length));
    for (const kept of choices(counts, random)) {
      const reachable = walk(entriesWith(new Map(kept)), '/');
      const files = new Set([...reachable.values()].filter((entry) => entry !== 'folder'));
      const unsynced = [...files].flatMap((file) => {
        const list = writes.get(file);
        return list ? [versionsOf(file, list)] : [];
      });
      for (const versions of choices(unsynced, random)) {
        const found = new Map([...contents, ...versions]);
        const content = (entry: Entry) => (entry === 'folder' ? entry : (found.get(entry) as Uint8Array));
        yield new Map([...reachable].map(([path, entry]) => [path, content(entry)]));
      }
    }
  }

  /** The folders with the first so many of their changes. */
  function entriesWith(kept: ReadonlyMap<string, number>): Map<string, Map<string, Entry>> {
    const entries = new Map([...folders].map(([folder, list]) => [folder, new Map(list)]));
    for (const [folder, list] of entries) {
      for (const apply of (changes.get(folder) ?? []).slice(0, kept.get(folder) ?? 0)) apply(list);
    }
    return entries;
  }

  function versionsOf(file: number, list: readonly Write[]): [number, Uint8Array][] {
    const old = contents.get(file) as Uint8Array;
    return tornVersions(old, list, random).map((content) => [file, content]);
  }

  yield* stamped(disks(), marks);
  for (const operation of log) {
    pass(operation);
    // A mark changes what is promised, not what is there; a sync only takes possibilities away.
    if (operation.kind !== 'sync' && operation.kind !== 'syncFolder') yield* stamped(disks(), marks);
  }
  yield* stamped(disks(), marks);
}

function* stamped(disks: Iterable<Disk>, marks: readonly string[]): Generator<PowerLossState> {
  const passed = [...marks];
  for (const disk of disks) yield { disk, marks: passed };
}

function numbered(folder: string, count: number): [string, number][] {
  return Array.from({ length: count + 1 }, (_, i) => [folder, i]);
}

/** Every way of taking one of each list; where there are too many, some at random. */
function choices<T>(lists: readonly (readonly T[])[], random: () => number): T[][] {
  const ways = lists.reduce((product, list) => product * list.length, 1);
  if (ways > MOST_WAYS) {
    return Array.from({ length: MOST_WAYS }, () =>
      lists.map((list) => list[Math.floor(random() * list.length)]),
    );
  }
  return lists.reduce<T[][]>(
    (taken, list) => taken.flatMap((before) => list.map((one) => [...before, one])),
    [[]],
  );
}

/** What is found from the root, by path. */
function walk(entries: ReadonlyMap<string, ReadonlyMap<string, Entry>>, folder: string): Map<string, Entry> {
  const found = new Map<string, Entry>();
  for (const [name, entry] of entries.get(folder) ?? []) {
    const path = posix.join(folder, name);
    found.set(path, entry);
    if (entry === 'folder') for (const [inner, one] of walk(entries, path)) found.set(inner, one);
  }
  return found;
}
