import { expect, test } from 'vitest';
import type { ImageRecord } from './dataset.ts';
import { countByClass } from './dataset.ts';
import { limitBalanced, writeEpochOrder } from './sampling.ts';
import { splitValidation } from './split.ts';

/** Records of classes given as lists of track sizes; a size of 0 is one image without a track. */
function recordsOf(classes: number[][]): ImageRecord[] {
  const records: ImageRecord[] = [];
  classes.forEach((tracks, label) => {
    tracks.forEach((size, t) => {
      for (let frame = 0; frame < Math.max(size, 1); frame++) {
        const track = size === 0 ? '' : `${label}/${t}`;
        records.push({ offset: 0, width: 7, height: 5, label, track, file: `${label}/${t}_${frame}.ppm` });
      }
    });
  });
  return records;
}

const all = (records: ImageRecord[]) => Uint32Array.from(records, (_record, i) => i);

test('an epoch visits every image once, in an order of its own', () => {
  const indices = Uint32Array.from({ length: 97 }, (_, i) => 3 * i + 1);
  const orders = [1, 2].map((epoch) => {
    const out = new Uint32Array(97);
    writeEpochOrder(indices, 7, epoch, out);
    return out;
  });
  expect(orders[0]).not.toEqual(orders[1]);
  for (const order of orders) expect(order.slice().sort()).toEqual(indices);
  const again = new Uint32Array(97);
  writeEpochOrder(indices, 7, 2, again);
  expect(again).toEqual(orders[1]);
  writeEpochOrder(indices, 8, 2, again);
  expect(again).not.toEqual(orders[1]);
});

test('every order of three is about equally likely', () => {
  const counts = new Map<string, number>();
  const out = new Uint32Array(3);
  for (let seed = 0; seed < 6000; seed++) {
    writeEpochOrder(Uint32Array.of(0, 1, 2), seed, 1, out);
    counts.set(out.join(), (counts.get(out.join()) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(1000));
});

test('a limit takes classes in turn, as far as each goes', () => {
  const records = recordsOf([[40], [2], [25]]);
  const limited = limitBalanced(records, all(records), 19, 5);
  const counts = countByClass(records, limited, 3);
  expect(counts[1]).toBe(2);
  expect(counts[0] + counts[2]).toBe(17);
  expect(Math.abs(counts[0] - counts[2])).toBe(1);
  expect(limited).toEqual(limited.slice().sort());
});

test('a larger limit keeps what a smaller one chose, and another seed chooses otherwise', () => {
  const records = recordsOf([[11], [17], [5]]);
  const small = limitBalanced(records, all(records), 8, 5);
  const large = new Set(limitBalanced(records, all(records), 21, 5));
  expect([...small].every((index) => large.has(index))).toBe(true);
  expect(limitBalanced(records, all(records), 8, 6)).not.toEqual(small);
});

test('a limit past the end takes everything', () => {
  const records = recordsOf([[3], [4]]);
  expect(limitBalanced(records, all(records), 1000, 5)).toEqual(all(records));
});

test('a limit picks only among the indices given', () => {
  const records = recordsOf([[9], [9]]);
  const given = Uint32Array.of(2, 3, 11, 12, 13);
  expect([...limitBalanced(records, given, 4, 5)].every((index) => given.includes(index))).toBe(true);
});

test('a split never cuts a track and comes near its share in every class', () => {
  const records = recordsOf([
    Array(7).fill(30),
    Array(74).fill(30),
    [30, 30, 29, 30, 30, 30, 30, 30],
    Array(50).fill(30),
  ]);
  const { train, validation } = splitValidation(records, all(records), 0.15, 3);
  const held = new Set(Array.from(validation, (index) => records[index].track));
  expect(Array.from(train, (index) => records[index].track).some((track) => held.has(track))).toBe(false);
  expect([...train, ...validation].sort((a, b) => a - b)).toEqual([...all(records)]);
  expect(Math.abs(validation.length / records.length - 0.15)).toBeLessThan(30 / records.length);
  const total = countByClass(records, all(records), 4);
  countByClass(records, validation, 4).forEach((count, label) => {
    expect(Math.abs(count - 0.15 * total[label])).toBeLessThanOrEqual(30);
    expect(count).toBeGreaterThan(0);
  });
});

test('images without a track are split one by one', () => {
  const records = recordsOf([Array(20).fill(0), Array(40).fill(0)]);
  const { validation } = splitValidation(records, all(records), 0.15, 3);
  expect([...countByClass(records, validation, 2)]).toEqual([3, 6]);
});

test('where classes are smaller than one over the share, the whole still comes out right', () => {
  const records = recordsOf(Array(100).fill([0, 0, 0]));
  const { validation } = splitValidation(records, all(records), 0.1, 3);
  expect(validation.length).toBe(30);
});

test('a class of one track stays in training', () => {
  const records = recordsOf([[30], [30, 30]]);
  const { train } = splitValidation(records, all(records), 0.9, 3);
  expect([...countByClass(records, train, 2)]).toEqual([30, 30]);
});

test('classes that cannot give do not empty the next one', () => {
  const records = recordsOf([...Array(12).fill([30]), Array(40).fill(3)]);
  const { validation } = splitValidation(records, all(records), 0.2, 3);
  expect(validation.length).toBe(0.2 * 120 + 30);
});

test('the same seed splits alike, another otherwise, and no share holds out nothing', () => {
  const records = recordsOf([Array(9).fill(5), Array(12).fill(4)]);
  const split = (share: number, seed: number) =>
    splitValidation(records, all(records), share, seed).validation;
  expect(split(0.3, 3)).toEqual(split(0.3, 3));
  expect(split(0.3, 3)).not.toEqual(split(0.3, 4));
  expect(split(0, 3)).toHaveLength(0);
});
