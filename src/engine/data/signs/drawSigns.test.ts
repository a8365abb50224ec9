import { expect, test } from 'vitest';
import { gtsrbClassNames } from '../classNames.ts';
import { drawSigns, drawSignsGradually } from './drawSigns.ts';
import { faces } from './faces.ts';
import { paint } from './texture.ts';

const few = { split: 'train', tracks: 2, frames: 1 } as const;

test('the drawn pixels are the same everywhere', { timeout: 60_000 }, () => {
  const train = drawSigns({ split: 'train' });
  expect(train.contentHash).toBe('7078238f5dfbe80e9911ff3ef30e98896c492e95b5b9304e04c7929703ee807c');
  const drawnTest = drawSigns({ split: 'test' });
  expect(drawnTest.contentHash).toBe('533aa228bc937de69c90f4277b89fcdbe8ab15fb85704091a0fd99ad5d62a453');
  expect([train.records.length, drawnTest.records.length]).toEqual([43 * 60, 43 * 15]);
  const sides = train.records.flatMap(({ width, height }) => [width, height]);
  expect(Math.min(...sides)).toBeGreaterThan(16);
  expect(Math.max(...sides)).toBeLessThan(70);
});

test('records lie one after the other and fill the pixels', () => {
  const set = drawSigns(few);
  let end = 0;
  for (const { offset, width, height } of set.records) {
    expect(offset).toBe(end);
    end += width * height * 3;
  }
  expect(end).toBe(set.pixels.length);
  expect(set.classes).toBe(gtsrbClassNames);
  expect(new Set(set.records.map(({ file }) => file)).size).toBe(43 * 2);
});

test('frames of a track come nearer and share it, and no test track is one of training', () => {
  const set = drawSigns({ split: 'train', tracks: 1, frames: 5 });
  const track = set.records.slice(5, 10);
  expect(new Set(track.map((record) => record.track))).toEqual(new Set(['train/00001/00000']));
  const widths = track.map(({ width }) => width);
  expect(widths).toEqual(widths.slice().sort((a, b) => a - b));
  expect(widths[4] - widths[0]).toBeGreaterThan(3);
  const drawnTest = drawSigns({ split: 'test', tracks: 1, frames: 5 });
  expect(drawnTest.contentHash).not.toBe(set.contentHash);
  expect(drawnTest.pixels).not.toEqual(set.pixels);
});

test('the seed decides the pictures', () => {
  const hashes = [9, 9, 10].map(
    (seed) => drawSigns({ split: 'train', tracks: 1, frames: 1, seed }).contentHash,
  );
  expect(hashes[0]).toBe(hashes[1]);
  expect(hashes[0]).not.toBe(hashes[2]);
});

test('pixels go to the memory asked for, and progress is told to the end', () => {
  const memory: SharedArrayBuffer[] = [];
  const options = {
    ...few,
    allocate: (bytes: number) => {
      memory.push(new SharedArrayBuffer(bytes));
      return new Uint8Array(memory[0]);
    },
  };
  expect(drawSigns(options).pixels.buffer).toBe(memory[0]);
  const told = [...drawSignsGradually(options)].map(({ done, total }) => done / total);
  expect(told).toHaveLength(43);
  expect(told.at(-1)).toBe(1);
});

test('no two of the 43 faces look alike', () => {
  expect(faces).toHaveLength(gtsrbClassNames.length);
  const pictures = faces.map((face) => paint(face, 24).values);
  for (let a = 0; a < pictures.length; a++) {
    for (let b = a + 1; b < pictures.length; b++) {
      const differing = pictures[a].filter((value, i) => Math.abs(value - pictures[b][i]) > 60).length;
      expect(differing, `${gtsrbClassNames[a]} and ${gtsrbClassNames[b]}`).toBeGreaterThan(24);
    }
  }
});

// Where the sign's colour is known by its kind: at the top edge of the ring, at the centre.
test.each([
  [1, 'red', 'white'],
  [17, 'red', 'white'],
  [35, 'blue', 'white'],
  [12, 'white', 'yellow'],
])('class %d has a %s edge and a %s centre', (label, edge, centre) => {
  const { values } = paint(faces[label], 64);
  const colourAt = (x: number, y: number) => {
    const at = 4 * (Math.round((y + 1.06) * 30.19 - 0.5) * 64 + Math.round((x + 1.06) * 30.19 - 0.5));
    const [r, g, b] = values.slice(at, at + 3);
    if (Math.max(r, g, b) < 90) return 'black';
    if (Math.min(r, g, b) > 180) return 'white';
    return r > 200 && g > 150 ? 'yellow' : r > b ? 'red' : 'blue';
  };
  expect(colourAt(label === 12 ? 0 : -0.83, label === 12 ? -0.83 : 0)).toBe(edge);
  expect(colourAt(label === 1 ? 0.62 : 0, 0)).toBe(centre);
});
