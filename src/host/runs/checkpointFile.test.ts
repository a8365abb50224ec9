import { expect, test } from 'vitest';
import { writeSafetensors } from '../../engine/interchange/safetensors/write.ts';
import { ProblemError } from '../../shared/problem.ts';
import { readCheckpoint, type SavedCheckpoint, writeCheckpoint } from './checkpointFile.ts';

const checkpoint: SavedCheckpoint = {
  position: { epoch: 3, step: 14 },
  reported: 2.375,
  best: { epoch: 2, accuracy: 0.8125 },
  tensors: [
    {
      name: 'conv1.weight',
      shape: [2, 3, 1, 1],
      data: Float32Array.of(1.5, -0, 1e-45, 3.4e38, -7.25, 1 / 3),
    },
    { name: 'optimiser.velocity.conv1.weight', shape: [2, 3, 1, 1], data: new Float32Array(6).fill(0.37) },
    { name: 'empty', shape: [0], data: new Float32Array(0) },
    { name: 'training.metrics', shape: [4], data: Float32Array.of(3.5, 1e-7, 11, 14) },
  ],
};

function sentence(bytes: Uint8Array): string {
  try {
    readCheckpoint(bytes, 'last.safetensors');
  } catch (error) {
    if (error instanceof ProblemError && error.problem.file === 'last.safetensors') return error.message;
    throw error;
  }
  return 'none';
}

test('a checkpoint comes back to the bit', () => {
  const read = readCheckpoint(writeCheckpoint(checkpoint), 'f');
  expect(read).toEqual(checkpoint);
  expect(Object.is(read.tensors[0].data[1], -0)).toBe(true);
});

test('a checkpoint that does not say what was reported has the results of its whole epochs', () => {
  const signalbox = JSON.stringify({ position: { epoch: 3, step: 14 }, best: null });
  const bytes = writeSafetensors(checkpoint.tensors, { format: 'pt', signalbox });
  expect(readCheckpoint(bytes, 'f').reported).toBe(2);
});

test('a checkpoint before any evaluation has no best', () => {
  const first = { ...checkpoint, position: { epoch: 1, step: 0 }, reported: 0, best: null };
  expect(readCheckpoint(writeCheckpoint(first), 'f')).toEqual(first);
});

test('equal checkpoints are equal files', () => {
  expect(writeCheckpoint(structuredClone(checkpoint))).toEqual(writeCheckpoint(checkpoint));
});

test('a checkpoint that is cut anywhere says that it is', () => {
  const bytes = writeCheckpoint(checkpoint);
  for (let length = 0; length < bytes.length; length++) {
    expect(sentence(bytes.subarray(0, length))).toMatch(/^last\.safetensors(: its header)? is truncated: /);
  }
});

test('bytes after the end are refused', () => {
  const bytes = new Uint8Array([...writeCheckpoint(checkpoint), 0]);
  expect(sentence(bytes)).toBe('last.safetensors: 1 bytes follow the last tensor, expected none');
});

test('a flipped bit of the header is a sentence, or leaves a checkpoint that says something else', () => {
  const bytes = writeCheckpoint(checkpoint);
  const headerLength = 8 + bytes[0] + 256 * bytes[1];
  let refused = 0;
  for (let at = 0; at < headerLength; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const flipped = bytes.slice();
      flipped[at] ^= 1 << bit;
      if (sentence(flipped) !== 'none') refused++;
      // Blanks that pad the header, and what "format" says, mean nothing to a run.
      else if (at > 60 && at < headerLength - 8) expect(readCheckpoint(flipped, 'f')).not.toEqual(checkpoint);
    }
  }
  expect(refused).toBeGreaterThan(0.7 * headerLength * 8);
});

test('a file of another program is no checkpoint', () => {
  const foreign = writeSafetensors(checkpoint.tensors, { format: 'pt' });
  expect(sentence(foreign)).toBe(
    'last.safetensors is no checkpoint of a run: its metadata has no field signalbox',
  );
  expect(sentence(new TextEncoder().encode('{"not": "safetensors"}'))).toMatch(/^last\.safetensors /);
});

test.each([
  [
    '{',
    'last.safetensors: field signalbox is truncated: it ends at line 1, column 2, where a key is missing',
  ],
  [
    '7',
    'last.safetensors: field signalbox is not as expected: Invalid input: expected object, received number',
  ],
  [
    '{"position":{"epoch":0,"step":0},"best":null}',
    'last.safetensors: field signalbox.position.epoch is not as expected: Too small: expected number to be >=1',
  ],
  [
    '{"position":{"epoch":1,"step":-1},"best":null}',
    'last.safetensors: field signalbox.position.step is not as expected: Too small: expected number to be >=0',
  ],
  [
    '{"position":{"epoch":1,"step":0},"best":{"epoch":1,"accuracy":2}}',
    'last.safetensors: field signalbox.best.accuracy is not as expected: Too big: expected number to be <=1',
  ],
  [
    '{"position":{"epoch":1,"step":0}}',
    'last.safetensors: field signalbox.best is not as expected: Invalid input: expected object, received undefined',
  ],
])('a state %j is told by its field', (state, expected) => {
  expect(sentence(writeSafetensors(checkpoint.tensors, { format: 'pt', signalbox: state }))).toBe(expected);
});
