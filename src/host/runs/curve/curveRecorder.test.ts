import { expect, test } from 'vitest';
import type { FileSystem } from '../../files/fileSystem.ts';
import { createFaultyFileSystem } from '../../files/testing/faultyFileSystem.ts';
import { createMemoryFileSystem } from '../../files/testing/memoryFileSystem.ts';
import { readCurve } from './curveFile.ts';
import { openCurveRecorder } from './curveRecorder.ts';

const PATH = '/curve.bin';
const STEPS = 50;

/** A recorder whose clock passes a tenth of a second at each look, so that every progress is a point. */
function open(
  files: FileSystem,
  position = { epoch: 1, step: 0 },
  notes: string[] = [],
  counted: readonly number[] = [0, 0, 0, 0],
) {
  let time = 0;
  return openCurveRecorder({
    path: PATH,
    from: {
      position,
      tensors: [{ name: 'training.metrics', shape: [4], data: Float32Array.from(counted) }],
    },
    steps: STEPS,
    note: (sentence) => void notes.push(sentence),
    files,
    now: () => (time += 100),
  });
}

/** Progress of so many steps of ten images, with a loss of 2 and every second image right. */
const told = (epoch: number, step: number) => {
  return { epoch, step, steps: STEPS, end: STEPS, images: 10 * step, loss: 2, accuracy: 0.5 };
};

test('what was recorded is in the file, once it is flushed to the last point', () => {
  const files = createMemoryFileSystem();
  const recorder = open(files);
  for (let step = 1; step <= 40; step++) recorder.add(told(1, step));
  expect(readCurve(PATH, files).curve.length).toBe(32);
  recorder.flush();
  recorder.flush();
  const { curve, isExact } = readCurve(PATH, files);
  expect(curve.columns()).toEqual(recorder.curve.columns());
  expect([curve.length, isExact]).toEqual([40, true]);
  expect(files.opened).toBe(0);
});

test('taken up at a checkpoint, it forgets what lies beyond and goes on without a point twice', () => {
  const files = createMemoryFileSystem();
  const first = open(files);
  for (let step = 1; step <= 30; step++) first.add(told(1, step));
  first.flush();
  const second = open(files, { epoch: 1, step: 17 }, [], [340, 0, 85, 170]);
  expect(second.curve.length).toBe(17);
  for (let step = 18; step <= 50; step++) second.add(told(1, step));
  second.add(told(2, 1));
  second.flush();
  const { at, loss } = readCurve(PATH, files).curve.columns();
  expect([...at]).toEqual([...Array.from({ length: 50 }, (_, i) => (i + 1) / STEPS), 1 + 1 / STEPS]);
  for (const value of loss) expect(value).toBeCloseTo(2, 5);
});

test.each([1, 5, 15])('%i bytes of a torn point are no harm, then or later', (torn) => {
  const files = createMemoryFileSystem();
  const first = open(files);
  for (const step of [1, 2, 3]) first.add(told(1, step));
  first.flush();
  const descriptor = files.open(PATH, 'append');
  files.write(
    descriptor,
    Uint8Array.from({ length: torn }, () => 0x40),
  );
  files.close(descriptor);
  expect(readCurve(PATH, files).curve.length).toBe(3);
  const second = open(files, { epoch: 2, step: 0 });
  second.add(told(2, 1));
  second.flush();
  expect([...readCurve(PATH, files).curve.columns().at]).toEqual([0.02, 0.04, 0.06, 1.02]);
});

test('what can be no point is left out', () => {
  const points = [0, 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, -3, 2];
  const bytes = new DataView(new ArrayBuffer(16 * points.length));
  for (const [i, at] of points.entries()) bytes.setFloat64(16 * i, at, true);
  bytes.setFloat32(16 * 6 + 12, 1.5, true);
  const files = createMemoryFileSystem(new Map([[PATH, new Uint8Array(bytes.buffer)]]));
  expect([...readCurve(PATH, files).curve.columns().at]).toEqual([1]);
});

test('a disk that refuses is told once, and the curve goes on in memory', () => {
  // Looking, then each of opening, writing and closing, from then on for ever.
  for (const code of ['ENOSPC', 'EIO']) {
    for (let at = 0; at < 4; at++) {
      const memory = createMemoryFileSystem();
      open(memory).flush();
      const { files } = createFaultyFileSystem(memory, { at, code, forever: true });
      const notes: string[] = [];
      const recorder = open(files, { epoch: 1, step: 0 }, notes);
      for (let step = 1; step <= 50; step++) recorder.add(told(1, step));
      for (let step = 1; step <= 50; step++) recorder.add(told(2, step));
      recorder.flush();
      expect(recorder.curve.length).toBe(100);
      expect([notes.length, recorder.isKept]).toEqual([1, false]);
      expect(notes[0]).toMatch(
        /^the curve of this run is no longer kept: could not write \/curve\.bin: the disk/,
      );
      expect(memory.opened).toBe(0);
    }
  }
});
