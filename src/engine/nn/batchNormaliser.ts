import { defineModule, type ModuleDefinition, oneInput } from './module.ts';
import { formatShape, type Shape } from './shape.ts';

interface BatchNormaliser {
  readonly type: string;
  readonly summary: string;
  readonly documentation: string;
  /** Dimensions per image: 1 for vectors, 3 for pictures. */
  readonly dimensions: 1 | 3;
  readonly sample: Shape;
}

/** Declares a batch normalisation over the first dimension of each image (BatchNormalization, SpatialBatchNormalization). */
export function defineBatchNormaliser({ dimensions, sample, ...words }: BatchNormaliser): ModuleDefinition {
  return defineModule({
    ...words,
    category: 'Normalisation',
    params: {
      nOutput: {
        kind: 'integer',
        default: null,
        min: 1,
        max: 2 ** 24,
        description: 'Features or channels; blank: as the wire brings',
      },
      eps: {
        kind: 'number',
        default: 1e-5,
        min: 0,
        max: 1,
        aboveMin: true,
        description: 'Added to the variance',
      },
      momentum: {
        kind: 'number',
        default: 0.1,
        min: 0,
        max: 1,
        description: 'Weight of the new batch in the running statistics',
      },
      affine: { kind: 'boolean', default: true, description: 'Learn a scale and a shift for each channel' },
    },
    inputs: oneInput,
    outputs: ['output'],
    infer: ({ params, inputs: [input], problem }) => {
      if (input.length !== dimensions) {
        return problem(
          'shape-mismatch',
          `only mini-batch supported (${dimensions + 1}D tensor), got ${input.length + 1}D tensor instead: found ${formatShape(input)} per image`,
          { port: 'input' },
        );
      }
      const nOutput = params.nOutput ?? input[0];
      if (nOutput === input[0]) return { outputs: [input], params: { nOutput } };
      return problem('shape-mismatch', `got ${input[0]}-feature tensor, expected ${nOutput}`, {
        port: 'input',
        mends: [
          {
            title: `Set nOutput to ${input[0]}`,
            change: { kind: 'setParam', node: '', param: 'nOutput', value: input[0] },
          },
        ],
      });
    },
    parameters: ({ nOutput, affine }) =>
      affine
        ? [
            {
              name: 'weight',
              shape: [nOutput as number],
              initialisation: { kind: 'uniform', low: 0, high: 1 },
            },
            { name: 'bias', shape: [nOutput as number], initialisation: { kind: 'constant', value: 0 } },
          ]
        : [],
    statistics: ({ nOutput }) => [
      { name: 'running_mean', shape: [nOutput as number], initialisation: { kind: 'constant', value: 0 } },
      { name: 'running_var', shape: [nOutput as number], initialisation: { kind: 'constant', value: 1 } },
    ],
    lower: ({ builder, params, inputs, outputs, tensor, training }) => {
      const { eps: epsilon, momentum, affine } = params;
      const channels = [params.nOutput as number];
      const operands = [
        inputs[0],
        affine ? tensor('weight') : null,
        affine ? tensor('bias') : null,
        tensor('running_mean'),
        tensor('running_var'),
      ];
      if (!training) {
        return builder.operation(
          'batchNormalizationEvaluate',
          operands,
          { epsilon, activation: 'none', pooling: 'none' },
          outputs,
        );
      }
      const attributes = { epsilon, momentum, activation: 'none', pooling: 'none' } as const;
      const [y] = builder.operation('batchNormalization', operands, attributes, [
        outputs[0],
        channels,
        channels,
        null,
      ]);
      return [y];
    },
    subtitle: ({ nOutput }) => `${words.type} (${dimensions + 1}D) (${nOutput ?? '?'})`,
    samples: [
      { params: {}, inputs: [sample] },
      { params: { eps: 0.013, momentum: 0.27, affine: false }, inputs: [sample] },
    ],
  });
}
