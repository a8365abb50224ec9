import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProblemError } from '../../../shared/problem.ts';
import { readSafetensors } from './read.ts';
import { writeSafetensors } from './write.ts';

test('a damaged file is read or refused by a Problem, and what is read is written as the same tensors', () => {
  const good = writeSafetensors(
    [
      { name: 'conv1.weight', shape: [2, 1, 3], data: Float32Array.of(0.3, -1.7, 2, 8, -0.01, 5) },
      { name: 'conv1.bias', shape: [2], data: Float32Array.of(4, -0.2) },
    ],
    { format: 'pt', class_names: '["Stop","Yield"]' },
  );
  const change = fc.tuple(
    fc.nat(good.length - 1),
    fc.oneof(
      fc.nat(255),
      fc.constantFrom(...'{}[]",:0123456789').map((c) => c.charCodeAt(0)),
    ),
  );
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(change, { maxLength: 3 }), fc.integer({ min: -4, max: 0 }), (changes, cut) => {
      const bytes = good.slice(0, good.length + (changes.length > 1 ? cut : 0));
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      try {
        const { tensors, metadata } = readSafetensors(bytes, 'x');
        const again = writeSafetensors(
          [...tensors].map(([name, tensor]) => ({ name, ...tensor })),
          Object.fromEntries(metadata),
        );
        expect(readSafetensors(again, 'x')).toEqual({ tensors, metadata });
        accepted++;
      } catch (error) {
        expect(error).toBeInstanceOf(ProblemError);
      }
    }),
    { numRuns: 3000, seed: 11 },
  );
  expect(accepted).toBeGreaterThan(300);
});
