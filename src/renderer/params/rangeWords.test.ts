import { expect, test } from 'vitest';
import { criterions } from '../../engine/nn/criterions/registry.ts';
import { modules } from '../../engine/nn/registry.ts';
import { optimisers } from '../../engine/optim/registry.ts';
import { schedules } from '../../engine/training/schedules/registry.ts';
import { fieldNotes, rangeWords } from './rangeWords.ts';

function words(params: Readonly<Record<string, unknown>> | undefined, name: string): string {
  return rangeWords(params?.[name] as Parameters<typeof rangeWords>[0]);
}

test('limits that guide are said, limits that only keep files sane are not', () => {
  const conv = modules.get('SpatialConvolution')?.params;
  expect(words(conv, 'kW')).toBe('1 to 4096 pixels');
  expect(words(modules.get('Linear')?.params, 'outputSize')).toBe('at least 1');
  expect(words(schedules.get('step')?.params, 'every')).toBe('at least 1');
  expect(words(optimisers.get('sgd')?.params, 'learningRate')).toBe('at least 0');
});

test('open ends are told from closed ones', () => {
  expect(words(schedules.get('step')?.params, 'factor')).toBe('above 0, at most 1');
  expect(words(optimisers.get('sgd')?.params, 'momentum')).toBe('at least 0, below 1');
});

test('lists say how many numbers they have, where that is a few', () => {
  expect(words(modules.get('Input')?.params, 'size')).toBe('1 to 3 whole numbers');
  expect(words(modules.get('Input')?.params, 'mean')).toBe('1 to 3 numbers');
  expect(words(criterions.get('ClassNLLCriterion')?.params, 'weights')).toBe('');
});

test('the notes are the description with the range behind it', () => {
  expect(
    fieldNotes({ kind: 'integer', default: 2, min: 2, max: 64, description: 'How many wires come in' }),
  ).toBe('How many wires come in (2 to 64)');
  expect(fieldNotes({ kind: 'boolean', default: true, description: 'Add a bias' })).toBe('Add a bias');
});
