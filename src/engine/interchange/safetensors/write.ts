import { fail } from '../../../shared/problem.ts';
import { elements } from '../../nn/shape.ts';
import type { NamedTensor } from '../../tensor.ts';
import { float32Bytes } from '../littleEndian.ts';
import { METADATA_KEY } from './header.ts';

/**
 * A safetensors file of float32 tensors: their names, shapes and numbers in the order given, and text metadata.
 * The header is padded with spaces so that the numbers start at a multiple of 8. The same tensors and metadata in
 * the same order give the same bytes. Throws ProblemError where a name is given twice or is `__metadata__`, or where
 * a tensor's numbers are not as many as its shape says.
 */
export function writeSafetensors(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const chunks = safetensorsChunks(tensors, metadata);
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/**
 * The same file in parts, to be written one after the other: the header, then each tensor's numbers as a view of
 * its own memory, so that nothing is copied. Write them before the tensors change.
 */
export function safetensorsChunks(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array[] {
  // Built as text, member by member: an object would sort names that look like numbers before all others.
  const members: string[] = [];
  const names = new Set<string>([METADATA_KEY]);
  if (Object.keys(metadata).length > 0) {
    const texts = Object.entries(metadata).map(([key, text]) => member(key, text));
    members.push(`${JSON.stringify(METADATA_KEY)}:{${texts.join(',')}}`);
  }
  let offset = 0;
  for (const { name, shape, data } of tensors) {
    if (names.has(name)) fail('duplicate-tensor', `tensor ${name}: this name is taken, expected each once`);
    if (data.length !== elements(shape)) {
      const message = `tensor ${name} has ${data.length} numbers, expected ${elements(shape)} for the shape [${shape.join(', ')}]`;
      fail('shape-mismatch', message);
    }
    names.add(name);
    const end = offset + data.byteLength;
    members.push(member(name, { dtype: 'F32', shape, data_offsets: [offset, end] }));
    offset = end;
  }
  return [header(`{${members.join(',')}}`), ...tensors.map(({ data }) => float32Bytes(data))];
}

function member(key: string, value: unknown): string {
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
}

/** Eight bytes of length, and the JSON padded to a multiple of 8. */
function header(json: string): Uint8Array {
  const text = new TextEncoder().encode(json);
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  return bytes;
}
