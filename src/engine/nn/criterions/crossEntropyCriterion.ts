import {
  classScoresProblem,
  classWeights,
  defineCriterion,
  labelSmoothing,
  sizeAverage,
  softMaxInPlace,
} from './criterion.ts';

export const CrossEntropyCriterion = defineCriterion({
  type: 'CrossEntropyCriterion',
  summary: 'LogSoftMax and ClassNLLCriterion in one; the network ends in plain scores',
  documentation: `ClassNLLCriterion of LogSoftMax: loss = -sum(w[t] * log softmax(x)[t]) / sum(w[t]) over the batch.

labelSmoothing s gives each of the C classes s/C of the target and leaves the true one 1 - s more, as PyTorch's CrossEntropyLoss does with label_smoothing; see ClassNLLCriterion. The loss that is reported is the smoothed one, so it does not fall to 0; the accuracy is not changed by it.`,
  params: { weights: classWeights, sizeAverage, labelSmoothing },
  check: classScoresProblem,
  lower: ({ builder, params, scores, labels, constant }) => {
    const weights = params.weights ? constant('weights', params.weights) : null;
    const { sizeAverage, labelSmoothing } = params;
    const attributes = { sizeAverage, labelSmoothing };
    const shape = builder.shape(scores);
    const [log] = builder.operation('logSoftMax', [scores], {}, [shape]);
    const [loss] = builder.operation('classNll', [log, labels, weights], attributes, [[1]]);
    const gradient = () => {
      const [dlog] = builder.operation('classNllGradient', [log, labels, weights], attributes, [shape]);
      return builder.operation('logSoftMaxGradient', [dlog, log], {}, [shape])[0];
    };
    return { loss, gradient, counted: log };
  },
  sizeAverage: (params) => params.sizeAverage,
  probabilities: softMaxInPlace,
  samples: [
    { params: {}, classes: 5 },
    { params: { weights: [0.3, 1.7, 0.9] }, classes: 3 },
    { params: { weights: [0.3, 1.7, 0.9, 2.2], labelSmoothing: 0.13 }, classes: 4 },
    { params: { sizeAverage: false, labelSmoothing: 0.37 }, classes: 5 },
  ],
});
