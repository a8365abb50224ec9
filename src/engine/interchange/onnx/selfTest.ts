import { fromBinary } from '@bufbuild/protobuf';
import { BinaryReader, base64Decode, WireType } from '@bufbuild/protobuf/wire';
import { z } from 'zod';
import { fail, ProblemError } from '../../../shared/problem.ts';
import { elements } from '../../nn/shape.ts';
import type { Tensor } from '../../tensor.ts';
import { float32Numbers } from '../littleEndian.ts';
import { readPartJson } from '../partJson.ts';
import type { SelfTest } from '../trainedExport.ts';
import { ModelProtoSchema, StringStringEntryProtoSchema } from './generated/onnx_pb.js';
import { SELF_TEST_INPUT, SELF_TEST_OUTPUT } from './metadata.ts';

const METADATA_FIELD = ModelProtoSchema.field.metadataProps.number;

/** Of one tensor's text; the bytes are those of 12 million numbers. */
const SELF_TEST_LIMITS = { bytes: 64 * 1024 * 1024, depth: 4 };

const tensorSchema = z.object({ shape: z.array(z.int().min(0)).max(8), float32: z.string() });

/**
 * The self test that an exported ONNX file carries: a prepared image and what the model gave for it, to be compared
 * with what another program makes of the same file. `file` is its name in sentences. Throws ProblemError:
 * `bad-onnx` where the bytes are no ONNX file, `no-self-test` where there is none in it.
 */
export function readSelfTest(bytes: Uint8Array, file: string): SelfTest {
  const metadata = readMetadata(bytes, file);
  return {
    input: readTensor(SELF_TEST_INPUT, metadata, file),
    output: readTensor(SELF_TEST_OUTPUT, metadata, file),
  };
}

/** The text metadata of an ONNX file by key; of the rest of the file nothing is decoded. Throws ProblemError. */
export function readMetadata(bytes: Uint8Array, file: string): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>();
  try {
    const reader = new BinaryReader(bytes);
    while (reader.pos < reader.len) {
      const [field, wireType] = reader.tag();
      if (field === METADATA_FIELD && wireType === WireType.LengthDelimited) {
        const { key, value } = fromBinary(StringStringEntryProtoSchema, reader.bytes());
        metadata.set(key, value);
      } else reader.skip(wireType, field);
    }
  } catch (error) {
    const message = `${file} is not an ONNX file, or it is damaged: its fields cannot be read`;
    throw new ProblemError({ code: 'bad-onnx', message, file }, { cause: error });
  }
  return metadata;
}

function readTensor(key: string, metadata: ReadonlyMap<string, string>, file: string): Tensor {
  const text = metadata.get(key);
  if (text === undefined)
    fail('no-self-test', `${file} carries no self test: it has no metadata ${key}`, { file });
  const parsed = tensorSchema.safeParse(readPartJson(text, key, { file, ...SELF_TEST_LIMITS }));
  if (!parsed.success) fail('bad-onnx', `${file}: ${key} is not a shape and its float32 numbers`, { file });
  const data = float32Numbers(decode(parsed.data.float32, key, file));
  const { shape } = parsed.data;
  if (data.length === elements(shape)) return { shape, data };
  fail('bad-onnx', `${file}: ${key} has ${data.length} numbers, expected ${elements(shape)} for its shape`, {
    file,
  });
}

function decode(text: string, key: string, file: string): Uint8Array {
  try {
    return base64Decode(text);
  } catch (error) {
    const message = `${file}: ${key} holds text that is not base64`;
    throw new ProblemError({ code: 'bad-onnx', message, file }, { cause: error });
  }
}
