import { ARGUMENTS, BATCH, ELEMENTS_PER_TILE, GROUP, PER_GROUP, UNIT } from './layout';

/** Argument `index` of a command as an address; 0 where an operand is left out. */
export function address(record: usize, index: i32): usize {
  return <usize>load<u32>(record + ((ARGUMENTS + index) << 2));
}

/** Argument `index` as a whole number. */
export function integer(record: usize, index: i32): i32 {
  return load<i32>(record + ((ARGUMENTS + index) << 2));
}

/** Argument `index` as a float32. */
export function number(record: usize, index: i32): f32 {
  return load<f32>(record + ((ARGUMENTS + index) << 2));
}

/** Images in the batch. */
export function batch(): i32 {
  return load<i32>(BATCH << 2);
}

/** How many tiles a command has for the present batch. */
export function tileCount(record: usize): i32 {
  const perGroup = load<i32>(record + (PER_GROUP << 2));
  const unit = load<u32>(record + (UNIT << 2));
  if (unit === 0) return perGroup;
  const group = load<u32>(record + (GROUP << 2));
  return perGroup * <i32>((<u32>batch() * unit + group - 1) / group);
}

/** First of the things that belong to a tile of a command with one tile a group. */
export function tileBegin(record: usize, tile: i32): u32 {
  return <u32>tile * load<u32>(record + (GROUP << 2));
}

/** The end of a tile's things, not included. */
export function tileEnd(record: usize, tile: i32): u32 {
  const all = <u32>batch() * load<u32>(record + (UNIT << 2));
  return min<u32>(all, tileBegin(record, tile + 1));
}

/** Byte offset of a tile's first element, of a kernel that works element by element. */
export function elementsBegin(tile: i32): usize {
  return (<usize>tile * ELEMENTS_PER_TILE) << 2;
}

/** Byte offset of a tile's end, rounded up to 32: tensors of a batch are padded to 64 bytes. */
export function elementsEnd(record: usize, tile: i32): usize {
  const all = <u32>batch() * load<u32>(record + (UNIT << 2));
  return (<usize>((min<u32>(all, <u32>(tile + 1) * ELEMENTS_PER_TILE) + 7) & ~7)) << 2;
}
