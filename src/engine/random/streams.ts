import { philox } from './philox.ts';

/**
 * THE table of how counters are packed, for the host and every device. With Philox4x32-10:
 *
 * | word      | holds |
 * | key 0, 1  | the seed, a safe integer >= 0: its low 32 bits, its high 21 bits |
 * | counter 0 | the block: element >> 2; element 4g+j is output j at block g |
 * | counter 1 | stream << 16 or'd with the node's index (0 to 65535) |
 * | counter 2 | the step |
 * | counter 3 | the epoch |
 *
 * A stream that has no use for node, step or epoch leaves that word 0. What the words hold, by stream:
 *
 * | stream       | node             | step                     | epoch    | element                   |
 * | weights      | the module       | -                        | -        | of the flat parameter     |
 * | shuffle      | -                | -                        | epoch    | draw of the shuffle       |
 * | augmentation | which appearance | image's dataset index    | epoch    | draw of that image        |
 * | dropout      | the module       | step                     | epoch    | NCHW element              |
 * | split        | -                | -                        | -        | draw of the shuffle       |
 * | limit        | -                | -                        | -        | draw of the shuffle       |
 * | signs        | the class        | the track (see signs/)   | frame    | draw of that frame        |
 * | balance      | -                | -                        | epoch    | 0 and 1: where it starts  |
 *
 * An image's first appearance in an epoch is number 0.
 */
export const streams = {
  weights: 0,
  shuffle: 1,
  augmentation: 2,
  dropout: 3,
  split: 4,
  limit: 5,
  signs: 6,
  balance: 7,
} as const;

export type Stream = keyof typeof streams;

/** The key's low and high word of a seed, a safe integer >= 0. Throws RangeError for another number. */
export function keyWords(seed: number): readonly [low: number, high: number] {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`seed is ${seed}: expected a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`);
  }
  return [seed >>> 0, Math.floor(seed / 0x100000000)];
}

/** Counter word 1: which stream of which node. */
export function streamWord(stream: Stream, node = 0): number {
  return ((streams[stream] << 16) | (node & 0xffff)) >>> 0;
}

/**
 * The 23 low bits of a word: what devices compare with a whole threshold; divided by 2^23, a float32 in [0,
 * 1).
 */
export function uniform23(word: number): number {
  return word & 0x7fffff;
}

/** A place in one stream from which numbers are drawn one after the other. */
export interface Random {
  /** Goes to element 0 of another node, step and epoch of the same stream, so that one cursor serves many. */
  reset(node: number, step: number, epoch: number): void;
  /** The next word, 0 to 2^32 - 1. */
  nextUint32(): number;
  /** Uniform in [0, 1), a multiple of 2^-53; takes two words: 27 high bits of the first, 26 of the second. */
  nextUniform(): number;
  /**
   * Uniform whole number in [0, below), below from 1 to 2^32; words that would favour some are passed over.
   */
  nextInteger(below: number): number;
  /** Standard normal, by Box and Muller's cosine in float64; takes four words. */
  nextNormal(): number;
}

/** Where a cursor starts; what is left out is 0. */
export interface Place {
  readonly node?: number;
  readonly step?: number;
  readonly epoch?: number;
}

/**
 * A cursor over a stream of a seed, at the given place. Throws RangeError where the seed is no safe integer
 * >= 0.
 */
export function createRandom(seed: number, stream: Stream, place: Place = {}): Random {
  const [key0, key1] = keyWords(seed);
  const words = new Uint32Array(4);
  let counter1 = 0;
  let counter2 = 0;
  let counter3 = 0;
  let element = 0;

  function reset(node: number, step: number, epoch: number): void {
    counter1 = streamWord(stream, node);
    counter2 = step;
    counter3 = epoch;
    element = 0;
  }

  function nextUint32(): number {
    const lane = element % 4;
    if (lane === 0) philox(key0, key1, Math.floor(element / 4), counter1, counter2, counter3, words, 0);
    element++;
    return words[lane];
  }

  function nextUniform(): number {
    const high = nextUint32() >>> 5;
    const low = nextUint32() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  }

  function nextInteger(below: number): number {
    const fair = 0x100000000 - (0x100000000 % below);
    for (;;) {
      const word = nextUint32();
      if (word < fair) return word % below;
    }
  }

  function nextNormal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - nextUniform()));
    return radius * Math.cos(2 * Math.PI * nextUniform());
  }

  reset(place.node ?? 0, place.step ?? 0, place.epoch ?? 0);
  return { reset, nextUint32, nextUniform, nextInteger, nextNormal };
}
