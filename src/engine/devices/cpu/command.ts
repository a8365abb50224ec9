import * as layout from './kernels/layout.ts';

/** How many tiles a command has: `perGroup` * ceil(n * `unit` / `group`), or `perGroup` where `unit` is 0. */
export interface Tiles {
  readonly perGroup: number;
  readonly unit: number;
  readonly group: number;
}

/** One kernel on some addresses: what an operation becomes. */
export interface Command {
  /** Of kernels/kernelIds.ts. */
  readonly kernel: number;
  readonly tiles: Tiles;
  /** 32-bit words in the order in which the kernel names them; a float32 by `float`. */
  readonly arguments: readonly number[];
  /** Bytes of scratch that each thread needs. */
  readonly scratch?: number;
}

/** Always the same number of tiles. */
export function fixedTiles(count: number): Tiles {
  return { perGroup: count, unit: 0, group: 1 };
}

/** A tile for every `group` of the `unit` things that each image has. */
export function tilesBy(unit: number, group: number): Tiles {
  return { perGroup: 1, unit, group };
}

/** The tiles of a kernel that works element by element. */
export function elementTiles(elementsPerImage: number): Tiles {
  return tilesBy(elementsPerImage, layout.ELEMENTS_PER_TILE);
}

/** How many things of so many elements each make a tile of the usual size. */
export function groupOf(elements: number): number {
  return Math.max(1, Math.floor(layout.ELEMENTS_PER_TILE / elements));
}

const asFloat = new Float32Array(1);
const asWord = new Int32Array(asFloat.buffer);

/** The bits of a float32. */
export function float(value: number): number {
  asFloat[0] = value;
  return asWord[0];
}

/** Bytes of a command list. */
export function listBytes(count: number): number {
  return count * layout.RECORD_WORDS * 4;
}

/** Writes commands as records (kernels/layout.ts) from word `at` on. */
export function writeCommands(words: Int32Array, at: number, commands: readonly Command[]): void {
  commands.forEach((command, i) => {
    const record = at + i * layout.RECORD_WORDS;
    if (layout.ARGUMENTS + command.arguments.length > layout.RECORD_WORDS) {
      throw new Error(
        `kernel ${command.kernel} has ${command.arguments.length} arguments: too many for a record`,
      );
    }
    words[record + layout.KERNEL] = command.kernel;
    words[record + layout.PER_GROUP] = command.tiles.perGroup;
    words[record + layout.UNIT] = command.tiles.unit;
    words[record + layout.GROUP] = command.tiles.group;
    words.set(command.arguments, record + layout.ARGUMENTS);
  });
}
