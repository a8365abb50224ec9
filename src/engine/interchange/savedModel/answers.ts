import { typeAttribute } from './attributes.ts';
import { calculate } from './calculate.ts';
import type { GraphBuilder, TensorName } from './graphBuilder.ts';
import type { Signature, SignatureTensor } from './savedModel.ts';

/** What a network says of a batch, ready for people: outputs of a signature. */
export interface AnswerOptions {
  /** [batch, classes]. */
  readonly scores: TensorName;
  /** The names of the classes, a string vector. */
  readonly classNames: TensorName;
  readonly classes: number;
  /** How the scores are read as probabilities: a rule of outputMeaning.ts. */
  readonly rule: string;
}

/** Adds probabilities, and the class with the largest score, the first on ties, by number and by name. */
export function writeAnswers(
  graph: GraphBuilder,
  { scores, classNames, classes, rule }: AnswerOptions,
): Signature['outputs'] {
  const index = graph.add('ArgMax', [scores, graph.ints([1], [])], {
    T: typeAttribute('float'),
    Tidx: typeAttribute('int32'),
    output_type: typeAttribute('int32'),
  });
  const names = graph.add('GatherV2', [classNames, index, graph.ints([0], [])], {
    Tparams: typeAttribute('string'),
    Tindices: typeAttribute('int32'),
    Taxis: typeAttribute('int32'),
  });
  const each = (tensor: TensorName): SignatureTensor => ({ tensor, type: 'float', shape: [-1, classes] });
  return {
    probabilities: each(probabilities(graph, scores, rule)),
    scores: each(scores),
    class_index: { tensor: index, type: 'int32', shape: [-1] },
    classes: { tensor: names, type: 'string', shape: [-1] },
  };
}

function probabilities(graph: GraphBuilder, scores: TensorName, rule: string): TensorName {
  if (rule === 'exp') return calculate(graph, 'Exp', [scores]);
  if (rule === 'softmax') return calculate(graph, 'Softmax', [scores]);
  if (rule !== 'clamp to 0 and 1') throw new Error(`probabilities by the rule "${rule}" are not written`);
  const atMostOne = calculate(graph, 'Minimum', [scores, graph.floats([1], [])]);
  return calculate(graph, 'Maximum', [atMostOne, graph.floats([0], [])]);
}
