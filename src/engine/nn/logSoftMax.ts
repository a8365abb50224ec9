import { defineChannelNormaliser } from './channelNormaliser.ts';

export const LogSoftMax = defineChannelNormaliser({
  type: 'LogSoftMax',
  summary: 'Scores to logarithms of probabilities',
  documentation: `y = x - max - log(sum(exp(x - max))) over the channels, at each position.

What ClassNLLCriterion expects at the end of a network.`,
  operation: 'logSoftMax',
});
