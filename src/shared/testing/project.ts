import { readDocument } from '../documentFile.ts';
import { sentenceOf } from './sentenceOf.ts';

/** A small project as it stands in a file, with other fields in the place of its own. */
export function project(more: object = {}): Record<string, unknown> {
  return {
    version: 1,
    nodes: [{ id: 'fc1', type: 'Linear', params: { outputSize: 7 } }],
    wires: [{ from: { node: 'a', port: 'output' }, to: { node: 'fc1', port: 'input' } }],
    training: {
      criterion: { type: 'MSECriterion', params: {} },
      optimiser: { type: 'sgd', params: { learningRate: 0.013 } },
    },
    ...more,
  };
}

/** A node without parameters. */
export const node = { id: 'fc1', type: 'Linear', params: {} };

/** What is said of a text in the place of a project called signs.json. */
export function sentence(text: string): string {
  return sentenceOf(() => readDocument(text, 'signs.json'), 'signs.json');
}
