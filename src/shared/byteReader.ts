import { fail } from './problem.ts';
import { decodeUtf8 } from './utf8.ts';

/**
 * What a ByteReader is told: the file's name for its sentences, and how deep and how many things it may hold.
 */
export interface ByteReaderOptions {
  readonly file: string;
  readonly depth?: number;
  readonly objects?: number;
}

/**
 * Reads a byte array from its start to its end; lies under every binary format. Each read first checks what
 * is left and throws one ProblemError: `truncated` (with file and offset), `too-deep`, `too-many-objects`,
 * `bad-number`, `bad-text`. Numbers are little-endian unless the name says otherwise.
 */
export class ByteReader {
  readonly file: string;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #depthLimit: number;
  readonly #objectLimit: number;
  #at = 0;
  #depth = 0;
  #objects = 0;

  constructor(bytes: Uint8Array, options: ByteReaderOptions) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.file = options.file;
    this.#depthLimit = options.depth ?? 64;
    this.#objectLimit = options.objects ?? 1_000_000;
  }

  /** Where the next read starts. */
  get offset(): number {
    return this.#at;
  }

  /** Bytes from here to the end. */
  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  /** Goes to an offset from the start; the end itself is allowed. */
  seek(offset: number): void {
    if (!Number.isSafeInteger(offset) || offset < 0 || offset > this.#bytes.length) {
      this.#fail('truncated', `is truncated: offset ${offset} lies outside its ${this.#bytes.length} bytes`);
    }
    this.#at = offset;
  }

  skip(count: number): void {
    this.#take(count);
  }

  uint8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  uint16BigEndian(): number {
    return this.#view.getUint16(this.#take(2), false);
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  float32(): number {
    return this.#view.getFloat32(this.#take(4), true);
  }

  float64(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  /**
   * Eight bytes as a number; one past 2^53 - 1 is refused, for it cannot be held exactly and counts nothing
   * real.
   */
  uint64(): number {
    const at = this.#take(8);
    const value = this.#view.getUint32(at + 4, true) * 0x100000000 + this.#view.getUint32(at, true);
    if (!Number.isSafeInteger(value)) {
      this.#fail(
        'bad-number',
        `holds a number at offset ${at} that is larger than ${Number.MAX_SAFE_INTEGER}`,
      );
    }
    return value;
  }

  /** The next bytes, as a view of the file's own memory. */
  bytes(count: number): Uint8Array {
    const at = this.#take(count);
    return this.#bytes.subarray(at, at + count);
  }

  /** The next bytes as UTF-8 text. */
  text(count: number): string {
    const at = this.#at;
    const text = decodeUtf8(this.bytes(count));
    return text ?? this.#fail('bad-text', `holds text at offset ${at} that is not UTF-8`);
  }

  /** Says whether the next bytes are these, and if so passes them. */
  accept(expected: Uint8Array): boolean {
    if (this.remaining < expected.length) return false;
    for (let i = 0; i < expected.length; i++) {
      if (this.#bytes[this.#at + i] !== expected[i]) return false;
    }
    this.#at += expected.length;
    return true;
  }

  /**
   * Counts things about to be read and checks that the file can hold them, before anything is made for them.
   */
  expectObjects(count: number, bytesEach: number): void {
    this.#objects += count;
    if (this.#objects > this.#objectLimit) {
      this.#fail('too-many-objects', `holds more than ${this.#objectLimit} objects (offset ${this.#at})`);
    }
    if (count * bytesEach > this.remaining) this.#truncated(count * bytesEach);
  }

  /** One level deeper in a nested format; `leave` comes back. */
  enter(): void {
    this.#depth++;
    if (this.#depth > this.#depthLimit) {
      this.#fail('too-deep', `is nested deeper than ${this.#depthLimit} levels (offset ${this.#at})`);
    }
  }

  leave(): void {
    this.#depth--;
  }

  #take(count: number): number {
    const at = this.#at;
    if (!(Number.isSafeInteger(count) && count >= 0 && count <= this.remaining)) this.#truncated(count);
    this.#at = at + count;
    return at;
  }

  #truncated(wanted: number): never {
    this.#fail(
      'truncated',
      `is truncated: ${wanted} byte${wanted === 1 ? '' : 's'} wanted at offset ${this.#at}, ${this.remaining} left`,
    );
  }

  #fail(code: string, says: string): never {
    fail(code, `${this.file} ${says}`, { file: this.file });
  }
}
