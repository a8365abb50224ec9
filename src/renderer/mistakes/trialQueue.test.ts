import { expect, test } from 'vitest';
import {
  createTrialQueue,
  MOST_TRIALS,
  type PictureFile,
  type Trial,
  type TrialAnswer,
} from './trialQueue.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));
const file = (name: string, bytes: number[], size = bytes.length): PictureFile => ({
  name,
  size,
  arrayBuffer: async () => Uint8Array.from(bytes).buffer,
});

/** A queue whose questions the test answers. */
function queue() {
  const asked: string[] = [];
  const answers: ((share: number | Error) => void)[] = [];
  let trials: readonly Trial[] = [];
  const it = createTrialQueue(
    (run, name, bytes) =>
      new Promise((resolve, reject) => {
        asked.push(`${run} ${name} ${bytes.join()}`);
        answers.push((share) => {
          if (typeof share !== 'number') return reject(share);
          resolve({ probabilities: Float32Array.of(share), classes: ['Stop'] } as unknown as TrialAnswer);
        });
      }),
    (shown) => {
      trials = shown;
    },
  );
  const answer = async (share: number | Error) => {
    answers.shift()?.(share);
    await settle();
  };
  const shown = () =>
    trials.map(({ name, state, answer: known, sentence }) => [
      name,
      state,
      known?.probabilities[0] ?? sentence,
    ]);
  return { it, asked, answer, shown, ids: () => trials.map(({ id }) => id) };
}

test('files are asked about one after the other, later ones are shown first', async () => {
  const { it, asked, answer, shown } = queue();
  expect(it.add('a', [file('1.png', [4, 5]), file('2.png', [6])])).toBeNull();
  await settle();
  it.add('b', [file('3.png', [7])]);
  await settle();
  expect(asked).toEqual(['a 1.png 4,5']);
  expect(shown().map(([name, state]) => `${name} ${state}`)).toEqual([
    '3.png waiting',
    '1.png asking',
    '2.png waiting',
  ]);
  await answer(0.75);
  await answer(0.5);
  await answer(0.25);
  expect(asked).toEqual(['a 1.png 4,5', 'b 3.png 7', 'a 2.png 6']);
  expect(shown().map(([name, state]) => `${name} ${state}`)).toEqual([
    '3.png answered',
    '1.png answered',
    '2.png answered',
  ]);
  expect(shown()[1][2]).toBe(0.75);
});

test('what cannot be answered says why, and the next one is asked about', async () => {
  const { it, asked, answer, shown } = queue();
  it.add('a', [file('x.txt', [1]), file('y.png', [2])]);
  await settle();
  await answer(new Error('x.txt is no picture'));
  await answer(0.5);
  expect(shown()).toEqual([
    ['x.txt', 'fault', 'x.txt is no picture'],
    ['y.png', 'answered', 0.5],
  ]);
  expect(asked).toHaveLength(2);
});

test('a file too large, an empty one and a folder are named and never asked about', async () => {
  const { it, asked, shown } = queue();
  const folder = {
    ...file('signs', [], 4096),
    arrayBuffer: () => Promise.reject(new Error('NotFoundError')),
  };
  it.add('a', [file('big.png', [], 12 * 1024 * 1024 + 1), file('none.png', []), folder]);
  await settle();
  expect(shown()).toEqual([
    ['big.png', 'fault', 'big.png has 12.1 MiB, expected a picture of at most 12 MiB'],
    ['none.png', 'fault', 'none.png is empty, expected a PNG, JPEG, WebP or PPM picture'],
    ['signs', 'fault', 'signs cannot be read: it is a folder, or it was moved or changed'],
  ]);
  expect(asked).toEqual([]);
});

test('a closed one is not asked about, nor shown when its answer comes', async () => {
  const { it, asked, answer, shown, ids } = queue();
  it.add('a', [file('1.png', [1]), file('2.png', [2]), file('3.png', [3])]);
  await settle();
  const [first, second] = ids();
  it.close(second);
  it.close(first);
  await answer(0.5);
  expect(asked).toEqual(['a 1.png 1', 'a 3.png 3']);
  expect(shown()).toEqual([['3.png', 'asking', null]]);
  it.closeAll();
  await answer(0.5);
  expect(shown()).toEqual([]);
});

test('more than are kept at a time are not taken, and that is said', () => {
  const { it, shown } = queue();
  const files = Array.from({ length: MOST_TRIALS + 3 }, (_, i) => file(`${i}.png`, [i]));
  expect(it.add('a', files)).toBe(
    '3 of 67 pictures were not taken: 64 are kept at a time. Close some first.',
  );
  expect(shown()).toHaveLength(64);
});
