import { defineCriterion, sizeAverage } from './criterion.ts';

export const MSECriterion = defineCriterion({
  type: 'MSECriterion',
  summary: 'Mean squared difference from 1 at the true class and 0 elsewhere',
  documentation: `loss = sum((x - y)^2) / number of elements, the batch included; without sizeAverage the sum is not divided. With classes as targets, y is 1 at the true class and 0 elsewhere.`,
  params: { sizeAverage },
  check: (_, scores, problem) =>
    scores.length === 1
      ? null
      : problem('shape-mismatch', `expects one vector per image, found ${scores.join('x')}`),
  lower: ({ builder, params, scores, labels }) => {
    const attributes = { sizeAverage: params.sizeAverage };
    const shape = builder.shape(scores);
    const [target] = builder.operation('oneHot', [labels], { classes: shape[0] }, [shape]);
    const [loss] = builder.operation('meanSquaredError', [scores, target], attributes, [[1]]);
    const gradient = () =>
      builder.operation('meanSquaredErrorGradient', [scores, target], attributes, [shape])[0];
    return { loss, gradient, counted: scores };
  },
  sizeAverage: (params) => params.sizeAverage,
  probabilities: (scores) => {
    for (let c = 0; c < scores.length; c++) scores[c] = Math.min(1, Math.max(0, scores[c]));
  },
  samples: [
    { params: {}, classes: 5 },
    { params: { sizeAverage: false }, classes: 3 },
  ],
});
