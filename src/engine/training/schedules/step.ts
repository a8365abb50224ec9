import { defineSchedule } from './schedule.ts';

export const step = defineSchedule({
  type: 'step',
  summary: 'Multiplies the learning rate by a factor every so many epochs',
  params: {
    every: {
      kind: 'integer',
      default: 20,
      min: 1,
      max: 1_000_000,
      unit: 'epochs',
      description: 'Epochs between two changes',
    },
    factor: {
      kind: 'number',
      default: 0.1,
      min: 0,
      max: 1,
      aboveMin: true,
      description: 'What the rate is multiplied by',
    },
  },
  rate: ({ every, factor }, learningRate, { epoch }) =>
    learningRate * factor ** Math.floor((epoch - 1) / every),
});
