import { classScoresProblem, classWeights, defineCriterion, sizeAverage } from './criterion.ts';

export const ClassNLLCriterion = defineCriterion({
  type: 'ClassNLLCriterion',
  summary: 'Negative log-likelihood of the true class; the network ends in LogSoftMax',
  documentation: `loss = -sum(w[t] * x[t]) / sum(w[t]) over the batch, x log-probabilities and t the true class; without sizeAverage the sum is not divided.`,
  params: { weights: classWeights, sizeAverage },
  check: classScoresProblem,
  lower: ({ builder, params, scores, labels, constant }) => {
    const weights = params.weights ? constant('weights', params.weights) : null;
    const attributes = { sizeAverage: params.sizeAverage };
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
  ],
});
