import { defineSchedule } from './schedule.ts';

export const constant = defineSchedule({
  type: 'constant',
  summary: 'The same learning rate throughout',
  params: {},
  rate: (_, learningRate) => learningRate,
});
