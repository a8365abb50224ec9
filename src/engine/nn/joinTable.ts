import { defineModule } from './module.ts';
import { formatShape, type Shape } from './shape.ts';
import { inputCount, tablePorts } from './table.ts';

interface Join {
  readonly dimension: number;
  readonly nInputDims: number | null;
}

/** The axis per image, from 0; -1 for the batch, null where there is no such dimension. Torch counts from 1, the batch included. */
function joinAxis({ dimension, nInputDims }: Join, input: Shape): number | null {
  const dimensions = input.length + 1;
  const counted = dimension < 0 ? dimensions + dimension + 1 : dimension;
  const shifted =
    dimension > 0 && nInputDims !== null && dimensions === nInputDims + 1 ? counted + 1 : counted;
  return shifted >= 1 && shifted <= dimensions ? shifted - 2 : null;
}

export const JoinTable = defineModule({
  type: 'JoinTable',
  category: 'Table',
  summary: 'Puts its inputs one after the other',
  documentation: `Concatenates input1, input2, … along a dimension; all other dimensions agree.

The dimension is counted as in Torch, from 1 with the batch first, so 2 is the channels; a negative one counts from the end. With nInputDims it is counted per image wherever the input has one dimension more.`,
  params: {
    N: inputCount,
    dimension: {
      kind: 'integer',
      default: 2,
      min: -4,
      max: 4,
      description: 'Dimension to join along: 1 is the batch, 2 the channels',
    },
    nInputDims: {
      kind: 'integer',
      default: null,
      min: 1,
      max: 4,
      description: 'Dimensions of one image; blank: dimension counts the batch',
    },
  },
  inputs: tablePorts,
  outputs: ['output'],
  infer: ({ params, inputs, problem }) => {
    const axis = joinAxis(params, inputs[0]);
    if (axis === null || axis < 0) {
      const last = inputs[0].length + 1;
      const what = axis === null ? `the inputs have ${last} dimensions` : 'that is the batch';
      return problem(
        'param-range',
        `parameter dimension is ${params.dimension}, but ${what}; expected ${last === 2 ? '2' : `2 to ${last}`}`,
        { param: 'dimension' },
      );
    }
    const rest = (shape: Shape) => formatShape(shape.map((size, i) => (i === axis ? -1 : size)));
    const odd = inputs.findIndex((shape) => rest(shape) !== rest(inputs[0]));
    if (odd !== -1) {
      return problem(
        'shape-mismatch',
        `inputs must agree in all but dimension ${axis + 2}: found ${formatShape(inputs[0])} at input1 and ${formatShape(inputs[odd])} at input${odd + 1}`,
        { port: `input${odd + 1}` },
      );
    }
    const joined = inputs.reduce((sum, shape) => sum + shape[axis], 0);
    return { outputs: [inputs[0].map((size, i) => (i === axis ? joined : size))] };
  },
  lower: ({ builder, params, inputs, outputs }) => {
    const axis = joinAxis(params, outputs[0]) as number;
    return builder.operation('concatenate', inputs, { axis }, outputs);
  },
  subtitle: () => 'JoinTable',
  samples: [
    {
      params: {},
      inputs: [
        [3, 2, 4],
        [5, 2, 4],
      ],
    },
    { params: { N: 3, dimension: 1, nInputDims: 1 }, inputs: [[3], [1], [4]] },
    {
      params: { dimension: -1 },
      inputs: [
        [2, 3, 4],
        [2, 3, 1],
      ],
    },
  ],
});
