import { expect, test } from 'vitest';
import { criterions } from '../../engine/nn/criterions/registry.ts';
import { optimisers } from '../../engine/optim/registry.ts';
import { averagingSchema, documentSchema } from '../../shared/document.ts';
import { averagingDeclarations, carriedParams, refusal, runDeclarations } from './trainingDeclarations.ts';

test('a value that the project file would refuse is refused with a sentence', () => {
  expect(refusal(runDeclarations.epochs, 7)).toBeNull();
  expect(refusal(runDeclarations.epochs, 0.4)).toBeNull();
  expect(refusal(runDeclarations.epochs, -0.5)).toBe('found -0.5, expected a number from 0 to 1000000');
  expect(refusal(runDeclarations.batchSize, 0)).toBe('found 0, expected a whole number from 1 to 1000000');
});

test('what may be typed is what the project file takes', () => {
  const training = documentSchema.shape.training.shape;
  for (const name of ['epochs', 'batchSize', 'balance'] as const) {
    const { min, max } = runDeclarations[name];
    for (const value of [min - 1, min, max, max + 1, min + 0.5]) {
      expect(training[name].safeParse(value).success, `${name} ${value}`).toBe(
        refusal(runDeclarations[name], value) === null,
      );
    }
  }
  for (const name of ['decay', 'every'] as const) {
    const { min, max } = averagingDeclarations[name];
    for (const value of [min - 1, min, max, max + 1, min + 0.5]) {
      expect(averagingSchema.shape[name].safeParse(value).success, `${name} ${value}`).toBe(
        refusal(averagingDeclarations[name], value) === null,
      );
    }
  }
});

test('what is taken where nobody says is what the project file takes', () => {
  const training = documentSchema.shape.training.shape;
  for (const name of ['epochs', 'batchSize', 'balance'] as const)
    expect(training[name].parse(undefined)).toBe(runDeclarations[name].default);
  const { decay, every } = averagingDeclarations;
  expect(averagingSchema.parse({})).toEqual({ decay: decay.default, every: every.default });
});

test('a penalty goes along to another optimiser, a learning rate stays behind', () => {
  const [sgd, adam] = [optimisers.get('sgd')?.params, optimisers.get('adam')?.params ?? {}];
  expect(carriedParams(sgd, adam, { learningRate: 0.3, weightDecay: 0.02, momentum: 0.8 })).toEqual({
    weightDecay: 0.02,
  });
  expect(carriedParams(undefined, adam, { weightDecay: 0.02 })).toEqual({});
});

test('class weights go along to another criterion that has them', () => {
  const nll = criterions.get('ClassNLLCriterion')?.params;
  const set = { weights: [0.3, 2], sizeAverage: false };
  expect(carriedParams(nll, criterions.get('CrossEntropyCriterion')?.params ?? {}, set)).toEqual(set);
  expect(carriedParams(nll, criterions.get('MSECriterion')?.params ?? {}, set)).toEqual({
    sizeAverage: false,
  });
});
