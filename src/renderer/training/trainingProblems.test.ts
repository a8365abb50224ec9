import { expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import { analyse } from '../../engine/graph/analyse.ts';
import { modules } from '../../engine/nn/registry.ts';
import { faultsAt, trainingProblems } from './trainingProblems.ts';

const document = describeNetwork([['images', 'Input', { size: [3, 10, 8] }]]);
const { graph } = analyse(document, modules);
const settings = document.training;

test('every fault is placed at its choice and parameter', () => {
  const problems = trainingProblems(
    {
      ...settings,
      optimiser: { type: 'sgd', params: { momentum: 2, learningRate: -3, rate: 1 } },
      schedule: { type: 'step', params: { every: 0 } },
      augmentation: 'wild',
    },
    graph,
  );
  expect(problems.map(({ place, param }) => [place, param])).toEqual([
    ['optimiser', 'rate'],
    ['optimiser', 'learningRate'],
    ['optimiser', 'momentum'],
    ['schedule', 'every'],
    ['criterion', null],
    ['augmentation', null],
  ]);
  expect(faultsAt(problems, 'optimiser').get('momentum')).toBe(
    'Parameter momentum is 2, expected a number at least 0 and below 1',
  );
  expect(faultsAt(problems, 'criterion').get('')).toBe(
    'Expects one vector of class scores per image, found 3x10x8, at the output of images',
  );
  expect(faultsAt(problems, 'augmentation').get('')).toBe(
    'Unknown augmentation "wild", expected one of none, tutorial, mild',
  );
  expect(faultsAt(problems, 'schedule').size).toBe(1);
});

test('an unknown name is a fault of the choice itself', () => {
  const problems = trainingProblems({ ...settings, schedule: { type: 'cosine', params: {} } }, null);
  expect(faultsAt(problems, 'schedule').get('')).toBe(
    'Unknown schedule "cosine", expected one of constant, step, triangular',
  );
});

test('what parameters say together is at the one that the optimiser names', () => {
  const optimiser = { type: 'sgd', params: { nesterov: true, momentum: 0.87 } };
  const [problem] = trainingProblems({ ...settings, optimiser }, null);
  expect([problem.place, problem.param]).toEqual(['optimiser', 'nesterov']);
});
