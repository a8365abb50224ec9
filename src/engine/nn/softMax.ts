import { defineChannelNormaliser } from './channelNormaliser.ts';

export const SoftMax = defineChannelNormaliser({
  type: 'SoftMax',
  summary: 'Scores to probabilities that add up to 1',
  documentation: 'y = exp(x - max) / sum(exp(x - max)) over the channels, at each position.',
  operation: 'softMax',
});
