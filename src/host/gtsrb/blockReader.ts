import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';
import type { DataFiles } from '../data/dataFiles.ts';

const BLOCK_BYTES = 1 << 18;

/**
 * Reads a zip file for yauzl by blocks of 256 KiB, of which the last is kept: members lie one after the
 * other, and asking the system for each of their headers would take three times as long as unpacking them.
 * yauzl wants a subclass here.
 */
export class BlockReader extends RandomAccessReader {
  readonly #path: string;
  readonly #files: DataFiles;
  readonly #block = new Uint8Array(BLOCK_BYTES);
  #number = -1;
  #length = 0;

  constructor(path: string, files: DataFiles) {
    super();
    this.#path = path;
    this.#files = files;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    const before = this.#number;
    let done = 0;
    try {
      done = this.#fill(buffer.subarray(offset, offset + length), position);
    } catch (error) {
      setImmediate(callback, error as Error);
      return;
    }
    // From a block that is there at once, but after each new one others have their turn.
    if (this.#number === before) queueMicrotask(() => callback(null, done));
    else setImmediate(callback, null, done);
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const reader = this;
    return Readable.from(
      (function* pieces() {
        for (let at = start; at < end; at += BLOCK_BYTES) {
          const piece = Buffer.alloc(Math.min(BLOCK_BYTES, end - at));
          yield piece.subarray(0, reader.#fill(piece, at));
        }
      })(),
    );
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }

  /** Copies bytes of the file; returns how many there were. */
  #fill(target: Uint8Array, position: number): number {
    let done = 0;
    while (done < target.length) {
      const at = position + done;
      const number = Math.floor(at / BLOCK_BYTES);
      if (number !== this.#number) {
        this.#number = -1;
        this.#length = this.#files.readPart(this.#path, number * BLOCK_BYTES, this.#block);
        this.#number = number;
      }
      const from = at - number * BLOCK_BYTES;
      const count = Math.min(target.length - done, this.#length - from);
      if (count <= 0) break;
      target.set(this.#block.subarray(from, from + count), done);
      done += count;
    }
    return done;
  }
}
