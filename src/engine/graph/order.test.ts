import { describe, expect, test } from 'vitest';
import type { GraphDocument } from '../../shared/document.ts';
import { describeNetwork } from '../conformance/network.ts';
import { modules } from '../nn/registry.ts';
import { order } from './order.ts';
import { validate } from './validate.ts';

function ordered(document: GraphDocument) {
  const result = order(validate(document, modules).structure);
  return {
    ids: result.order.nodes.map(({ id }) => id),
    output: result.order.output?.id,
    problems: result.problems,
  };
}

describe('the order of a graph', () => {
  test("puts nodes before their consumers, in the file's order where that leaves a choice", () => {
    const document = describeNetwork([
      ['end', 'CAddTable', { N: 3 }, 'late', 'early', 'long2'],
      ['late', 'ReLU', {}, 'images'],
      ['early', 'Tanh', {}, 'images'],
      ['long1', 'Sigmoid', {}, 'images'],
      ['long2', 'Identity', {}, 'long1'],
      ['images', 'Input'],
    ]);
    expect(ordered(document)).toEqual({
      ids: ['images', 'late', 'early', 'long1', 'long2', 'end'],
      output: 'end',
      problems: [],
    });
  });

  test('takes a branch to its end before the next where the file has it so', () => {
    const document = describeNetwork([
      ['images', 'Input'],
      ['a1', 'ReLU', {}, 'images'],
      ['a2', 'ReLU', {}, 'a1'],
      ['b1', 'ReLU', {}, 'images'],
      ['sum', 'CAddTable', {}, 'a2', 'b1'],
    ]);
    expect(ordered(document).ids).toEqual(['images', 'a1', 'a2', 'b1', 'sum']);
  });

  test('takes one node at both ports of another', () => {
    const document = describeNetwork([
      ['images', 'Input'],
      ['twice', 'CAddTable', {}, 'images', 'images'],
    ]);
    expect(ordered(document)).toEqual({ ids: ['images', 'twice'], output: 'twice', problems: [] });
  });

  test('ends in the Input where that is all there is', () => {
    expect(ordered(describeNetwork([['images', 'Input']])).output).toBe('images');
  });

  test("names a cycle in Torch's words, along its wires", () => {
    const document = describeNetwork([
      ['images', 'Input'],
      ['sum', 'CAddTable', {}, 'images', 'act'],
      ['bn', 'SpatialBatchNormalization'],
      ['act', 'ReLU'],
      ['view', 'View'],
    ]);
    expect(ordered(document)).toEqual({
      ids: ['images'],
      output: undefined,
      problems: [{ code: 'cycle', node: 'sum', message: 'Graph has cycles: sum -> bn -> act -> sum' }],
    });
  });

  test('finds the cycle from a node behind it', () => {
    const document = describeNetwork([
      ['behind', 'View', {}, 'two'],
      ['images', 'Input'],
      ['one', 'CAddTable', {}, 'images', 'two'],
      ['two', 'ReLU', {}, 'one'],
    ]);
    expect(ordered(document).problems[0].message).toBe('Graph has cycles: two -> one -> two');
  });

  test('names a node that feeds itself', () => {
    const document = describeNetwork([
      ['images', 'Input'],
      ['loop', 'ReLU', {}, 'loop'],
    ]);
    expect(ordered(document).problems[0].message).toBe('Graph has cycles: loop -> loop');
  });

  test("names a node that leads nowhere, in Torch's words, and takes the deepest as the output", () => {
    const document = describeNetwork([
      ['images', 'Input'],
      ['probe', 'ReLU', {}, 'images'],
      ['view', 'View', {}, 'images'],
      ['fc', 'Linear'],
    ]);
    const { output, problems } = ordered(document);
    expect(output).toBe('fc');
    expect(problems).toEqual([
      {
        code: 'dangling',
        node: 'probe',
        message:
          'probe (ReLU): does not connect to gmodule output: found no wire from it, expected its output to lead to fc',
      },
    ]);
  });
});
