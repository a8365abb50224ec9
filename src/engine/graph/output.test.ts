import { describe, expect, test } from 'vitest';
import { describeNetwork, type NodeWords } from '../conformance/network.ts';
import { modules } from '../nn/registry.ts';
import { resolveTraining } from '../training/settings.ts';
import { analyse } from './analyse.ts';

const images: NodeWords = ['images', 'Input', { size: [3, 10, 8] }];
const vector: NodeWords = ['numbers', 'Input', { size: [12] }];

describe('the criterion judges the output', () => {
  const settings = describeNetwork([]).training;
  const judged = (criterion: string, params: Record<string, unknown>, ...nodes: NodeWords[]) => {
    const { graph } = analyse(describeNetwork(nodes), modules);
    return resolveTraining({ ...settings, criterion: { type: criterion, params } }, graph).problems.map(
      ({ message, node }) => [message, node],
    );
  };

  test('scores are one vector an image', () => {
    expect(judged('ClassNLLCriterion', {}, images)).toEqual([
      [
        'criterion (ClassNLLCriterion): expects one vector of class scores per image, found 3x10x8, at the output of images',
        'images',
      ],
    ]);
    expect(judged('MSECriterion', {}, images)).toEqual([
      [
        'criterion (MSECriterion): expects one vector per image, found 3x10x8, at the output of images',
        'images',
      ],
    ]);
  });

  test('there is a weight for each class', () => {
    expect(judged('CrossEntropyCriterion', { weights: [0.3, 1.7] }, vector)).toEqual([
      [
        'criterion (CrossEntropyCriterion): parameter weights has 2 numbers, expected 12, one a class, at the output of numbers',
        'numbers',
      ],
    ]);
  });

  test('nesterov wants a momentum and no dampening', () => {
    const { problems } = resolveTraining(
      { ...settings, optimiser: { type: 'sgd', params: { nesterov: true, momentum: 0.87 } } },
      null,
    );
    expect(problems.map(({ message }) => message)).toEqual([
      'optimiser (sgd): Nesterov momentum requires a momentum and zero dampening: found momentum 0.87 and dampening 0.87',
    ]);
  });

  test('nesterov of muon wants a momentum', () => {
    const { problems } = resolveTraining(
      { ...settings, optimiser: { type: 'muon', params: { momentum: 0 } } },
      null,
    );
    expect(problems.map(({ message }) => message)).toEqual([
      'optimiser (muon): Nesterov momentum requires a momentum: found momentum 0',
    ]);
  });
});
