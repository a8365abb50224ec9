import {
  classScoresProblem,
  classWeights,
  defineCriterion,
  labelSmoothing,
  sizeAverage,
} from './criterion.ts';

export const ClassNLLCriterion = defineCriterion({
  type: 'ClassNLLCriterion',
  summary: 'Negative log-likelihood of the true class; the network ends in LogSoftMax',
  documentation: `loss = -sum(w[t] * x[t]) / sum(w[t]) over the batch, x log-probabilities and t the true class; without sizeAverage the sum is not divided.

labelSmoothing s gives each of the C classes s/C of the target and leaves the true one 1 - s more: loss = -sum((1 - s) * w[t] * x[t] + s/C * sum over c of w[c] * x[c]) / sum(w[t]) (PyTorch's CrossEntropyLoss). The loss that is reported is this one, so it does not fall to 0; the accuracy is not changed by it.`,
  params: { weights: classWeights, sizeAverage, labelSmoothing },
  check: classScoresProblem,
  lower: ({ builder, params, scores, labels, constant }) => {
    const weights = params.weights ? constant('weights', params.weights) : null;
    const { sizeAverage, labelSmoothing } = params;
    const attributes = { sizeAverage, labelSmoothing };
    const [loss] = builder.operation('classNll', [scores, labels, weights], attributes, [[1]]);
    const gradient = () =>
      builder.operation('classNllGradient', [scores, labels, weights], attributes, [
        builder.shape(scores),
      ])[0];
    return { loss, gradient, counted: scores };
  },
  sizeAverage: (params) => params.sizeAverage,
  probabilities: (scores) => {
    for (let c = 0; c < scores.length; c++) scores[c] = Math.exp(scores[c]);
  },
  samples: [
    { params: {}, classes: 5 },
    { params: { weights: [0.3, 1.7, 0.9], sizeAverage: false }, classes: 3 },
    { params: { weights: [0.3, 1.7, 0.9, 2.2] }, classes: 4 },
    { params: { weights: [0.3, 1.7, 0.9, 2.2], labelSmoothing: 0.13 }, classes: 4 },
    { params: { sizeAverage: false, labelSmoothing: 0.37 }, classes: 5 },
  ],
});
