import type { OperationName } from '../compiler/attributes.ts';
import { type Category, defineModule, type ModuleDefinition, oneInput } from './module.ts';

/** Operations with one input and one output of the same shape and no attributes. */
type PlainOperation = Extract<OperationName, 'relu' | 'sigmoid' | 'tanh'>;

interface Elementwise {
  readonly type: string;
  readonly category: Category;
  readonly summary: string;
  readonly documentation: string;
  readonly operation: PlainOperation;
}

/** Declares a module without parameters that works on each element alone and keeps the shape. */
export function defineElementwise({ operation, ...words }: Elementwise): ModuleDefinition {
  return defineModule({
    ...words,
    params: {},
    inputs: oneInput,
    outputs: ['output'],
    infer: ({ inputs }) => ({ outputs: [inputs[0]] }),
    lower: ({ builder, inputs, outputs }) => builder.operation(operation, inputs, {}, outputs),
    subtitle: () => words.type,
    samples: [
      { params: {}, inputs: [[7]] },
      { params: {}, inputs: [[3, 5, 4]] },
    ],
  });
}
