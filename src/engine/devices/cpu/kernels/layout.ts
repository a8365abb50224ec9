/**
 * Where things lie in the memory that all threads share, read by both sides. The header is at address 0; counts are
 * of 32-bit words. What several threads write at once lies on cache lines of its own.
 */

/** Counts the command lists begun; threads wait here between them. */
export const GENERATION = 0;
/** Threads that have come to the present barrier. */
export const ARRIVED = 16;
/** Counts the barriers passed; threads wait here at one. */
export const PASSED = 32;
/** Not 0 once a thread has failed: nobody waits for it. */
export const FAILURE = 48;
/** Not 0: threads end. */
export const ENDING = 64;

/** The command list being run: address of the first record, number of records. */
export const COMMANDS = 80;
export const COMMAND_COUNT = 81;
/** Scratch of thread 0, and bytes from one thread's scratch to the next's. */
export const SCRATCH = 82;
export const SCRATCH_PITCH = 83;

/** Images in the batch, n. */
export const BATCH = 96;
/** Where random numbers are drawn: key and counter words (random/streams.ts). */
export const KEY_LOW = 97;
export const KEY_HIGH = 98;
export const STEP = 99;
export const EPOCH = 100;

/** Counts the threads that have done their part of a command list. */
export const FINISHED = 112;

/** The numbers that Winograd's transforms multiply by, float32, in the order of kernelNumbers.ts. */
export const WINOGRAD_NUMBERS = 128;

/** Philox's two factors and what is added to its two keys in each round (random/philox.ts). */
export const PHILOX_NUMBERS = 144;

/** How many tiles of each range have been taken: a line of the cache for each of the ranges. 0 between commands. */
export const TAKEN = 160;
export const TAKEN_WORDS = 16;
/** Most ranges that a command's tiles are cut into; threads beyond have one together with another. */
export const MOST_RANGES = 64;

/** Bytes of the header, which ends with the ranges. */
export const HEADER_BYTES = (TAKEN + MOST_RANGES * TAKEN_WORDS) * 4;

/** Words of one command record. */
export const RECORD_WORDS = 32;
/** Which kernel (kernelIds.ts). */
export const KERNEL = 0;
/** Tiles of a command: `PER_GROUP` * ceil(n * `UNIT` / `GROUP`), or just `PER_GROUP` where `UNIT` is 0. */
export const PER_GROUP = 1;
export const UNIT = 2;
export const GROUP = 3;
/** The kernel's arguments, one a word, in the order of its function: addresses, whole numbers, float32. */
export const ARGUMENTS = 4;

/** Elements of one tile of a kernel that works element by element; its `UNIT` is the elements of an image. */
export const ELEMENTS_PER_TILE = 16384;

/** Elements of one tile of Muon's momentum: fewer, since a weight alone has few. */
export const MUON_ELEMENTS = 2048;

/** Columns of one tile of Muon's products, or rows: as many as a tile of the widest build has columns (micro.ts). */
export const MUON_BLOCK = 16;

/** Depth of one block of a product of matrices: with the columns of a tile it fills half of the nearest cache. */
export const PRODUCT_DEPTH = 256;

/** Numbers of a transformed patch of Winograd's, each a product over the channels. */
export const WINOGRAD_POSITIONS = 36;
/** Channels that are transformed side by side. */
export const WINOGRAD_LANES = 16;
/** Most patches of a row that are transformed at a time. */
export const WINOGRAD_SPAN = 12;
/** Columns of their rows in scratch, and those before, which may be overwritten. */
export const WINOGRAD_COLUMNS = WINOGRAD_SPAN * 4 + 4;
export const WINOGRAD_MARGIN = 4;
/** Bytes of a row of 16 channels in scratch, and of one that was transformed down, 8 channels wide. */
export const WINOGRAD_ROW_BYTES = (WINOGRAD_MARGIN + WINOGRAD_COLUMNS) * WINOGRAD_LANES * 4;
export const WINOGRAD_LINE_BYTES = WINOGRAD_COLUMNS * 32;
/** Bytes of scratch in which patches are transformed. */
export const WINOGRAD_TURN_BYTES = 6 * (WINOGRAD_ROW_BYTES + 2 * WINOGRAD_LINE_BYTES) + 64;
/** Bytes by which neighbouring positions are kept off the same lines of a cache. */
export const WINOGRAD_SKEW = 64;
/** Bytes of scratch in which a patch of 16 channels is finished. */
export const WINOGRAD_FINISH_BYTES = 2560;

/** Bytes of an image's record for `PREPARE`: see prepare.ts. */
export const STAGED_WORDS = 2;
