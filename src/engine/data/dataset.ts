/** One image of a set, at its native size. */
export interface ImageRecord {
  /** Of its first byte in the set's pixels; its `width * height * 3` bytes are RGB8, row by row. */
  readonly offset: number;
  readonly width: number;
  readonly height: number;
  /** 0-based class, an index of the set's `classes` (Torch's 1..43 is 0..42 here). */
  readonly label: number;
  /**
   * Which physical sign: images of one track are frames of it and stay on one side of a split; '' where none.
   */
  readonly track: string;
  /** Name relative to the data folder, with `/`; unique in the set. */
  readonly file: string;
}

/**
 * Decoded images packed one after the other. An image's index in `records` is its dataset index everywhere.
 */
export interface ImageSet {
  /** Display names, by label. */
  readonly classes: readonly string[];
  readonly records: readonly ImageRecord[];
  /** RGB8; over shared memory where the set is loaded from a cache. */
  readonly pixels: Uint8Array;
  /** SHA-256 in hex of what a run depends on: classes, sizes, labels, tracks and pixels, in order. */
  readonly contentHash: string;
}

/**
 * Some images of a set, by dataset index, ascending. Splits and limits are selections: pixels are never
 * copied.
 */
export interface ImageSelection {
  readonly set: ImageSet;
  readonly indices: Uint32Array;
}

/** Every image of a set. */
export function selectAll(set: ImageSet): ImageSelection {
  return { set, indices: Uint32Array.from(set.records, (_record, index) => index) };
}

/** How many images of each label there are among `indices`. */
export function countByClass(
  records: readonly ImageRecord[],
  indices: ArrayLike<number>,
  classes: number,
): Uint32Array {
  const counts = new Uint32Array(classes);
  for (let i = 0; i < indices.length; i++) counts[records[indices[i]].label]++;
  return counts;
}
