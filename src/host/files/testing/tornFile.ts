import type { FileOperation } from './memoryFileSystem.ts';

export type Write = Extract<FileOperation, { kind: 'write' }>;

/** What is written in one piece or not at all. */
const SECTOR = 512;
/** How many ways of tearing are tried where a file has too many sectors for all. */
const SAMPLES = 8;
/** Up to this many sectors, every way is. */
const FEW_SECTORS = 3;

/** A file's content once writes have reached it. */
export function written(old: Uint8Array, writes: readonly Write[]): Uint8Array {
  const length = writes.reduce((most, { at, data }) => Math.max(most, at + data.length), old.length);
  const bytes = new Uint8Array(length);
  bytes.set(old);
  for (const { at, data } of writes) bytes.set(data, at);
  return bytes;
}

/**
 * What a power cut can leave of writes that were not synced: the old content, the whole new one, the new one cut at
 * a sector, or one of full length in which some sectors are new and the others old, zero or foreign bytes.
 */
export function tornVersions(
  old: Uint8Array,
  writes: readonly Write[],
  random: () => number,
): readonly Uint8Array[] {
  const whole = written(old, writes);
  const first = Math.floor(Math.min(old.length, whole.length) / SECTOR);
  const sectors = Math.max(1, Math.ceil(whole.length / SECTOR) - first);
  const ways = 2 ** sectors;
  const masks =
    sectors <= FEW_SECTORS
      ? [...Array(ways).keys()]
      : Array.from({ length: SAMPLES }, () => Math.floor(random() * ways));
  const torn = masks.flatMap((mask) =>
    [0, 0xa7].map((filler) => tornFile(old, whole, { first, mask, filler })),
  );
  const cut = Array.from({ length: sectors }, (_, i) =>
    whole.slice(0, Math.max(old.length, (first + i) * SECTOR)),
  );
  return [old, whole, ...torn, ...cut];
}

interface Tear {
  /** The first sector that was written to. */
  readonly first: number;
  /** Bit i says that sector `first + i` is new. */
  readonly mask: number;
  /** What lies where nothing was before and nothing new came. */
  readonly filler: number;
}

function tornFile(old: Uint8Array, whole: Uint8Array, { first, mask, filler }: Tear): Uint8Array {
  const bytes = new Uint8Array(whole.length).fill(filler);
  bytes.set(old.subarray(0, whole.length));
  for (let sector = first; sector * SECTOR < whole.length; sector++) {
    if (Math.floor(mask / 2 ** (sector - first)) % 2 === 0) continue;
    const at = sector * SECTOR;
    bytes.set(whole.subarray(at, at + SECTOR), at);
  }
  return bytes;
}
