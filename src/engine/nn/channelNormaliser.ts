import { defineModule, type ModuleDefinition, oneInput } from './module.ts';
import { formatShape } from './shape.ts';

interface ChannelNormaliser {
  readonly type: string;
  readonly summary: string;
  readonly documentation: string;
  readonly operation: 'softMax' | 'logSoftMax';
}

/** Declares a module that normalises over the channels at each position, as SoftMax and LogSoftMax do. */
export function defineChannelNormaliser({ operation, ...words }: ChannelNormaliser): ModuleDefinition {
  return defineModule({
    ...words,
    category: 'Transfer',
    params: {},
    inputs: oneInput,
    outputs: ['output'],
    infer: ({ inputs: [input], problem }) =>
      input.length === 2
        ? problem(
            'shape-mismatch',
            `Torch runs over the first dimension of a 3D tensor, which here is the batch: found ${formatShape(input)} per image, expected a vector or channels x height x width`,
            { port: 'input' },
          )
        : { outputs: [input] },
    lower: ({ builder, inputs, outputs }) => builder.operation(operation, inputs, {}, outputs),
    subtitle: () => words.type,
    samples: [
      { params: {}, inputs: [[7]] },
      { params: {}, inputs: [[5, 3, 2]] },
    ],
  });
}
