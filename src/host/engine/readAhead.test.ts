import { afterEach, expect, test } from 'vitest';
import { startEngine } from './engineProcess.ts';
import { runEnginesHere } from './testing/enginesHere.ts';

let restore = () => {};
afterEach(() => restore());

test('images that were read ahead are not read again, unless they could not be', async () => {
  const asked: string[] = [];
  const set = { classes: [], records: [], pixels: new Uint8Array(0), contentHash: '' };
  restore = runEnginesHere({
    images: async (cache) => {
      asked.push(cache);
      if (asked.length === 1) throw new Error('it is being made anew');
      return set;
    },
  });
  const engine = startEngine('cpu');
  for (let time = 0; time < 3; time++) await engine.api.readAhead({ cache: 'images.sbcache' });
  await engine.close();
  expect(asked).toEqual(['images.sbcache', 'images.sbcache']);
});
