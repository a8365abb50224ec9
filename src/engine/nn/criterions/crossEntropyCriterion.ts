import {
  classScoresProblem,
  classWeights,
  defineCriterion,
  sizeAverage,
  softMaxInPlace,
} from './criterion.ts';

export const CrossEntropyCriterion = defineCriterion({
  type: 'CrossEntropyCriterion',
  summary: 'LogSoftMax and ClassNLLCriterion in one; the network ends in plain scores',
  documentation: `ClassNLLCriterion of LogSoftMax: loss = -sum(w[t] * log softmax(x)[t]) / sum(w[t]) over the batch.`,
  params: { weights: classWeights, sizeAverage },
  check: classScoresProblem,
  lower: ({ builder, params, scores, labels, constant }) => {
    const weights = params.weights ? constant('weights', params.weights) : null;
    const attributes = { sizeAverage: params.sizeAverage };
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
  ],
});
