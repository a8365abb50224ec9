import { expect, test } from 'vitest';
import { createGraphBuilder } from '../../../interchange/savedModel/graphBuilder.ts';
import { inStoredOrder } from './order.ts';

/** What is added to bring a batch of a shape to TensorFlow's order. */
function addedFor(shape: readonly number[]): (string | number[])[] {
  const builder = createGraphBuilder();
  const x = builder.placeholder('x', 'float', [-1, ...shape]);
  const made = inStoredOrder(builder, x, shape);
  const nodes = builder.graph().node;
  const node = nodes.find(({ name }) => name === made);
  const tensor = nodes.find(({ name }) => name === node?.input[1])?.attr.value?.value;
  const content = tensor?.case === 'tensor' ? tensor.value.tensorContent.slice().buffer : new ArrayBuffer(0);
  return [node?.op ?? '', Array.from(new Int32Array(content))];
}

test.each([
  ['channels are moved to the end', [3, 6, 7], ['Transpose', [0, 2, 3, 1]]],
  [
    'a single channel has its dimension at the end too, though no number moves',
    [1, 6, 7],
    ['Reshape', [-1, 6, 7, 1]],
  ],
  ['and so have the channels of a single position', [3, 1, 1], ['Reshape', [-1, 1, 1, 3]]],
  ['a vector stays as it is', [5], ['Placeholder', []]],
] as const)('%s', (_, shape, expected) => {
  expect(addedFor(shape)).toEqual(expected);
});
