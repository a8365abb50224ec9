import { ByteReader } from '../../../shared/byteReader.ts';
import { fail } from '../../../shared/problem.ts';
import type { Tensor } from '../../tensor.ts';
import { type DataType, dataTypes } from './dataTypes.ts';
import { type HeaderEntry, readHeader } from './header.ts';

/** What a safetensors file holds; Maps, since names come from a file and may be any text. */
export interface SafetensorsContent {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** Largest header that is read. */
const HEADER_LIMIT = 16 * 1024 * 1024;

/**
 * Reads a safetensors file, in the order of its data, as float32: F32 as it is, F16 and BF16 exactly, F64 rounded.
 * Everything the format demands is checked before a tensor is made (github.com/huggingface/safetensors, "Format"):
 * the header's length, its JSON, each type and shape against its bytes, no overlap, no hole, nothing after the last.
 * `file` is its name in sentences. Throws one ProblemError: `truncated`, `too-large`, `bad-safetensors`,
 * `unsupported-type`, or a code of the JSON reader.
 */
export function readSafetensors(bytes: Uint8Array, file: string): SafetensorsContent {
  const reader = new ByteReader(bytes, { file });
  const length = reader.uint64();
  if (length > HEADER_LIMIT) {
    fail('too-large', `${file} has a header of ${length} bytes, expected at most ${HEADER_LIMIT}`, { file });
  }
  const { entries, metadata } = readHeader(reader.text(length), file);
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkOffsets(entries, reader.remaining, file);
  const checked = entries.map((entry) => ({ ...entry, type: checkedType(entry, file) }));
  const tensors = new Map<string, Tensor>();
  for (const { name, shape, begin, end, type } of checked) {
    tensors.set(name, { shape, data: type(reader.bytes(end - begin)) });
  }
  return { tensors, metadata };
}

/** Each tensor starts where the one before it ends, and the last ends with the file. */
function checkOffsets(entries: readonly HeaderEntry[], dataLength: number, file: string): void {
  let end = 0;
  for (const entry of entries) {
    if (entry.begin !== end) {
      const what =
        entry.begin > end ? `leaves a hole of ${entry.begin - end} bytes` : 'overlaps the one before it';
      bad(entry, `starts at byte ${entry.begin} of the data, expected ${end}: it ${what}`, file);
    }
    end = entry.end;
  }
  if (end > dataLength) {
    fail('truncated', `${file} is truncated: its tensors take ${end} bytes, found ${dataLength}`, { file });
  }
  if (end < dataLength) {
    fail('bad-safetensors', `${file}: ${dataLength - end} bytes follow the last tensor, expected none`, {
      file,
    });
  }
}

/** Checks shape and bytes against each other, and gives what turns the bytes into float32. */
function checkedType(entry: HeaderEntry, file: string): NonNullable<DataType['toFloat32']> {
  const type = dataTypes.get(entry.type);
  if (!type) {
    const known = [...dataTypes.keys()].join(', ');
    return bad(entry, `has the type ${JSON.stringify(entry.type)}, expected one of ${known}`, file);
  }
  let bits = type.bits;
  for (const size of entry.shape) {
    bits *= size;
    // At each factor: a later size of 0 would hide a product that no number holds exactly.
    if (!Number.isSafeInteger(bits))
      bad(entry, `has the shape ${shown(entry)}, which is too large to count`, file);
  }
  const length = entry.end - entry.begin;
  if (bits !== length * 8) {
    bad(
      entry,
      `has ${length} bytes, expected ${bits / 8} for the shape ${shown(entry)} of ${entry.type}`,
      file,
    );
  }
  if (type.toFloat32) return type.toFloat32;
  const message = `${file}: tensor ${JSON.stringify(entry.name)} holds ${entry.type} numbers, expected F32, F64, F16 or BF16`;
  fail('unsupported-type', message, { file });
}

function shown({ shape }: HeaderEntry): string {
  return `[${shape.join(', ')}]`;
}

function bad(entry: HeaderEntry, says: string, file: string): never {
  fail('bad-safetensors', `${file}: tensor ${JSON.stringify(entry.name)} ${says}`, { file });
}
