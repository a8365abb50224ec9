import { posix } from 'node:path';
import { type Disk, type FileOperation, initialFileNumber } from './memoryFileSystem.ts';

/** What a disk may hold after the power went at some moment, and which marks had been passed by then. */
export interface PowerLossState {
  readonly disk: Disk;
  readonly marks: readonly string[];
}

type Entry = number | 'folder';
type EntryChange = (entries: Map<string, Entry>) => void;
type Write = Extract<FileOperation, { kind: 'write' }>;

/** What is written in one piece or not at all. */
const SECTOR = 512;
/** How many ways of tearing a write are tried where it has too many sectors for all. */
const SAMPLES = 8;
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
        return void marks.push(operation.mark);
      case 'create':
        contents.set(operation.file, new Uint8Array(0));
        return change(operation.path, (entries, name) => entries.set(name, operation.file));
      case 'folder':
        folders.set(operation.path, new Map());
        return change(operation.path, (entries, name) => entries.set(name, 'folder'));
      case 'remove':
        return change(operation.path, (entries, name) => entries.delete(name));
      case 'rename': {
        const from = posix.basename(operation.from);
        return change(operation.to, (entries, name) => {
          entries.set(name, entries.get(from) as Entry);
          entries.delete(from);
        });
      }
      case 'write':
        return void writes.set(operation.file, [...(writes.get(operation.file) ?? []), operation]);
      case 'sync':
        contents.set(operation.file, written(contents.get(operation.file) as Uint8Array, writes.get(operation.file) ?? []));
        return void writes.delete(operation.file);
      case 'syncFolder':
        for (const apply of changes.get(operation.path) ?? []) apply(folders.get(operation.path) as Map<string, Entry>);
        return void changes.delete(operation.path);
    }
  }

  /** The disk for one choice of how many changes of each folder, and which content of each file, were kept. */
  function* disks(): Generator<Disk> {
    for (const kept of choices([...changes].map(([folder, list]) => numbered(folder, list.length)), random)) {
      const entries = new Map([...folders].map(([folder, list]) => [folder, new Map(list)]));
      for (const [folder, count] of kept) {
        for (const apply of (changes.get(folder) as EntryChange[]).slice(0, count)) apply(entries.get(folder) as Map<string, Entry>);
      }
      const reachable = walk(entries, '/');
      const unsynced = [...new Set(reachable.values())].filter((entry) => entry !== 'folder' && writes.has(entry)) as number[];
      for (const versions of choices(unsynced.map((file) => versionsOf(file)), random)) {
        const found = new Map([...contents, ...versions]);
        yield new Map([...reachable].map(([path, entry]) => [path, entry === 'folder' ? entry : (found.get(entry) as Uint8Array)]));
      }
    }
  }

  function versionsOf(file: number): [number, Uint8Array][] {
    const old = contents.get(file) as Uint8Array;
    const whole = written(old, writes.get(file) ?? []);
    const first = Math.floor(Math.min(old.length, whole.length) / SECTOR);
    const sectors = Math.max(1, Math.ceil(whole.length / SECTOR) - first);
    const all = 2 ** Math.min(sectors, 3) === 2 ** sectors;
    const masks = all ? [...Array(2 ** sectors).keys()] : Array.from({ length: SAMPLES }, () => Math.floor(random() * 2 ** sectors));
    const torn = masks.flatMap((mask) => [null, 0xa7].map((filler) => tornFile(old, whole, first, mask, filler)));
    const short = Array.from({ length: sectors }, (_, i) => whole.slice(0, Math.max(old.length, (first + i) * SECTOR)));
    return [old, whole, ...torn, ...short].map((content) => [file, content]);
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
    return Array.from({ length: MOST_WAYS }, () => lists.map((list) => list[Math.floor(random() * list.length)]));
  }
  return lists.reduce<T[][]>((taken, list) => taken.flatMap((before) => list.map((one) => [...before, one])), [[]]);
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

function written(old: Uint8Array, writes: readonly Write[]): Uint8Array {
  const length = writes.reduce((most, { at, data }) => Math.max(most, at + data.length), old.length);
  const bytes = new Uint8Array(length);
  bytes.set(old);
  for (const { at, data } of writes) bytes.set(data, at);
  return bytes;
}

/** A file of full length in which only the sectors of the mask, counted from `first`, are new; the others are old, or filled. */
function tornFile(old: Uint8Array, whole: Uint8Array, first: number, mask: number, filler: number | null): Uint8Array {
  const bytes = new Uint8Array(whole.length).fill(filler ?? 0);
  bytes.set(old.subarray(0, whole.length));
  for (let sector = first; sector * SECTOR < whole.length; sector++) {
    if (Math.floor(mask / 2 ** (sector - first)) % 2 === 0) continue;
    const at = sector * SECTOR;
    bytes.set(whole.subarray(at, at + SECTOR), at);
  }
  return bytes;
}
