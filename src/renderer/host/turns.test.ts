import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

/** Tasks that end when the test says so. */
function tasks(most: number) {
  const turns = createTurns(most);
  const begun: string[] = [];
  const ends = new Map<string, { resolve: (value: string) => void; reject: (error: Error) => void }>();
  const start = (name: string) =>
    turns.take(() => {
      begun.push(name);
      return new Promise<string>((resolve, reject) => ends.set(name, { resolve, reject }));
    });
  const settle = async () => {
    for (let i = 0; i < 10; i++) await Promise.resolve();
  };
  return { begun, ends, start, settle };
}

test('so many begin at once, and the others in their order as places become free', async () => {
  const { begun, ends, start, settle } = tasks(2);
  const all = ['a', 'b', 'c', 'd'].map(start);
  await settle();
  expect(begun).toEqual(['a', 'b']);
  ends.get('b')?.resolve('of b');
  await settle();
  expect([begun, await all[1]]).toEqual([['a', 'b', 'c'], 'of b']);
  const late = start('e');
  ends.get('a')?.resolve('of a');
  ends.get('c')?.resolve('of c');
  await settle();
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
  for (const name of ['d', 'e']) ends.get(name)?.resolve(`of ${name}`);
  expect([...(await Promise.all(all)), await late]).toEqual(['of a', 'of b', 'of c', 'of d', 'of e']);
});

test('a task that fails gives its place away too', async () => {
  const { begun, ends, start, settle } = tasks(1);
  const [first, second] = [start('a'), start('b')];
  await settle();
  ends.get('a')?.reject(new Error('no'));
  await expect(first).rejects.toThrow('no');
  await settle();
  expect(begun).toEqual(['a', 'b']);
  ends.get('b')?.resolve('yes');
  expect(await second).toBe('yes');
  const third = start('c');
  await settle();
  expect(begun).toEqual(['a', 'b', 'c']);
  ends.get('c')?.resolve('again');
  await third;
});
