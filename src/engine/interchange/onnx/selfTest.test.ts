import { create, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '../../../shared/problem.ts';
import { chain, exportOptions, graphOf, problemOf, tensorsOf } from '../testSupport.ts';
import { exportOnnx } from './exportOnnx.ts';
import { ModelProtoSchema } from './generated/onnx_pb.js';
import { readMetadata, readSelfTest } from './selfTest.ts';

const document = chain({
  input: ['Input', { size: [3, 4, 5] }],
  view: ['View', {}],
  last: ['Linear', { outputSize: 7 }],
});
const options = exportOptions(document, tensorsOf(graphOf(document)));
const onnx = exportOnnx(options);

/** A file with nothing but this metadata. */
function withMetadata(entries: Record<string, string>): Uint8Array {
  const metadataProps = Object.entries(entries).map(([key, value]) => ({ key, value }));
  return toBinary(ModelProtoSchema, create(ModelProtoSchema, { metadataProps }));
}

test('an exported file gives back the image and the outputs that were stored, as a batch of one', () => {
  const { input, output } = readSelfTest(onnx, 'model.onnx');
  expect(input).toEqual({ shape: [1, 3, 4, 5], data: options.selfTest.input });
  expect(output).toEqual({ shape: [1, 7], data: options.selfTest.output });
});

test('all metadata of a file can be read without its tensors', () => {
  expect([...readMetadata(onnx, 'model.onnx').keys()]).toEqual([
    'class_names',
    'preprocessing',
    'probabilities',
    'Image.BitmapPixelFormat',
    'Image.ColorSpaceGamma',
    'Image.NominalPixelRange',
    'self_test_input',
    'self_test_output',
    'graph_hash',
    'run_id',
  ]);
});

describe('a file without a sound self test is refused in one sentence', () => {
  const unreadable = 'x.onnx is not an ONNX file, or it is damaged: its fields cannot be read';
  const good = '{"shape":[1,2],"float32":"AACAPwAAAEA="}';
  const files: [string, Uint8Array, string][] = [
    ['empty', new Uint8Array(0), 'x.onnx carries no self test: it has no metadata self_test_input'],
    [
      'of another program',
      withMetadata({ author: 'me' }),
      'x.onnx carries no self test: it has no metadata self_test_input',
    ],
    [
      'half there',
      withMetadata({ self_test_input: good }),
      'x.onnx carries no self test: it has no metadata self_test_output',
    ],
    ['cut', onnx.slice(0, -3), unreadable],
    ['of text', new TextEncoder().encode('hello'), unreadable],
    ['of endless groups', new Uint8Array(100_000).fill(0x0b), unreadable],
    [
      'no JSON',
      withMetadata({ self_test_input: 'AAAA' }),
      'x.onnx: self_test_input is not valid JSON: at line 1, column 1 a value was expected, found "A"',
    ],
    [
      'no tensor',
      withMetadata({ self_test_input: '[1]' }),
      'x.onnx: self_test_input is not a shape and its float32 numbers',
    ],
    [
      'a negative size',
      withMetadata({ self_test_input: '{"shape":[-1],"float32":""}' }),
      'x.onnx: self_test_input is not a shape and its float32 numbers',
    ],
    [
      'no base64',
      withMetadata({ self_test_input: '{"shape":[1],"float32":"*"}' }),
      'x.onnx: self_test_input holds text that is not base64',
    ],
    [
      'too few numbers',
      withMetadata({ self_test_input: '{"shape":[1,3],"float32":"AACAPwAAAEA="}' }),
      'x.onnx: self_test_input has 2 numbers, expected 3 for its shape',
    ],
  ];

  test.each(files)('%s', (_, bytes, sentence) => {
    const { message, file } = problemOf(() => readSelfTest(bytes, 'x.onnx'));
    expect([message, file]).toEqual([sentence, 'x.onnx']);
  });
});

test('a damaged file gives its self test or a Problem, never another error', () => {
  const change = fc.tuple(fc.nat(onnx.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(onnx.length), (changes, length) => {
      const bytes = onnx.slice(0, length);
      for (const [at, value] of changes) if (at < length) bytes[at] = value;
      try {
        readSelfTest(bytes, 'x.onnx');
      } catch (error) {
        expect(error).toBeInstanceOf(ProblemError);
      }
    }),
    { numRuns: 2000, seed: 7 },
  );
});
