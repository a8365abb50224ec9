import { expect, test } from 'vitest';
import { runProgress } from './runProgress.ts';

const progress = {
  epoch: 3,
  step: 30,
  steps: 100,
  end: 100,
  loss: 1.5,
  accuracy: 0.75,
  images: 300,
  imagesPerSecond: 50,
  secondsLeft: 14,
};
const point = { at: 2.3, loss: 1.25, accuracy: 0.875 };

test('the time left of a run is that of its epoch, of those to come, and of what lies between them', () => {
  const length = { epochs: 7, images: 1000, betweenEpochs: 5 };
  const { runSecondsLeft, epochSecondsLeft } = runProgress(progress, point, length);
  expect(epochSecondsLeft).toBe(14);
  expect(runSecondsLeft).toBe(14 + 5 + 4 * (20 + 5));
});

test('in the last epoch nothing comes after, and no pace is no endless number that JSON lacks', () => {
  const last = { epochs: 3, images: 1000, betweenEpochs: 0 };
  expect(runProgress(progress, point, last).runSecondsLeft).toBe(14);
  const still = { ...progress, epoch: 1, imagesPerSecond: 0, secondsLeft: 9 };
  expect(Number.isFinite(runProgress(still, point, last).runSecondsLeft)).toBe(true);
});
