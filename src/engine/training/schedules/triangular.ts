import { defineSchedule } from './schedule.ts';

export const triangular = defineSchedule({
  type: 'triangular',
  summary: 'Rises to the learning rate over a share of the run, then falls to zero at its end',
  params: {
    peak: {
      kind: 'number',
      default: 0.2,
      min: 0,
      max: 1,
      belowMax: true,
      description: 'Share of the run after which the rate is highest',
    },
  },
  /**
   * Of step t = 0..T-1: learningRate * min(1, (t + 1) / (peak * T), (T - t) / (T - peak * T)). So no step has a rate of
   * zero, and with a peak of 0 the first one has the whole.
   */
  rate: ({ peak }, learningRate, { epoch, step, stepsPerEpoch, totalSteps }) => {
    const done = (epoch - 1) * stepsPerEpoch + step;
    const top = peak * totalSteps;
    return learningRate * Math.min(1, (done + 1) / top, (totalSteps - done) / (totalSteps - top));
  },
});
