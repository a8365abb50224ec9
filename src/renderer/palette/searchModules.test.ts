import { describe, expect, test } from 'vitest';
import { modules } from '../../engine/nn/registry.ts';
import { otherNames } from './otherNames.ts';
import { rank } from './rank.ts';
import { searchModules, sections } from './searchModules.ts';

const first = (query: string) => searchModules(query)[0]?.type;

test.each([
  ['conv', 'SpatialConvolution'],
  ['sc', 'SpatialConvolution'],
  ['Conv2d', 'SpatialConvolution'],
  ['spatialconv', 'SpatialConvolution'],
  ['maxp', 'SpatialMaxPooling'],
  ['max pool', 'SpatialMaxPooling'],
  ['avgpool', 'SpatialAveragePooling'],
  ['lin', 'Linear'],
  ['dense', 'Linear'],
  ['RELU', 'ReLU'],
  ['rlu', 'ReLU'],
  ['bn', 'BatchNormalization'],
  ['sbn', 'SpatialBatchNormalization'],
  ['flatten', 'View'],
  ['concat', 'JoinTable'],
  ['lsm', 'LogSoftMax'],
  ['log', 'LogSoftMax'],
  ['soft', 'SoftMax'],
  ['drop', 'Dropout'],
  ['largest', 'SpatialMaxPooling'],
  ['  tanh ', 'Tanh'],
])('%s finds %s first', (query, type) => {
  expect(first(query)).toBe(type);
});

test('what fits far worse is left out, what fits nothing finds nothing', () => {
  expect(searchModules('lin').map(({ type }) => type)).toEqual(['Linear']);
  expect(searchModules('pool').map(({ type }) => type)).toEqual([
    'SpatialMaxPooling',
    'SpatialAveragePooling',
  ]);
  expect(searchModules('max pool zebra')).toEqual([]);
  expect(searchModules('(.*')).toEqual([]);
});

test('a blank query gives all, in the order of the registry', () => {
  expect(searchModules(' ').map(({ type }) => type)).toEqual([...modules.keys()]);
});

test('sections hold every module once, under its category, in the order of the registry', () => {
  expect(sections[0].category).toBe('Input');
  expect(sections.flatMap((section) => section.modules.map(({ type }) => type)).sort()).toEqual(
    [...modules.keys()].sort(),
  );
  for (const { category, modules: list } of sections) {
    expect(list.filter((definition) => definition.category !== category)).toEqual([]);
    const places = list.map(({ type }) => [...modules.keys()].indexOf(type));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  }
});

test('other names are those of modules that there are', () => {
  expect([...otherNames.keys()].filter((type) => !modules.has(type))).toEqual([]);
});

describe('a word fits better', () => {
  const score = (query: string, text: string) => rank(query, [{ text, weight: 1, loose: true }]) ?? 0;
  const falling: readonly [string, readonly string[]][] = [
    ['view', ['View', 'ViewPort', 'Fit view', 'Review', 'videow', 'vacancies and slow']],
    ['sp', ['SP', 'Spatial', 'A Spatial', 'SoftPlus', 'wasp', 'sup']],
  ];
  test.each(falling)('%s in %j, in this order', (query, texts) => {
    const scores = texts.map((text) => score(query, text));
    for (let i = 1; i < scores.length; i++) expect(scores[i]).toBeLessThan(scores[i - 1]);
  });

  test('and a letter alone only at the beginning of a word', () => {
    expect(score('e', 'Tree')).toBe(0);
    expect(score('t', 'Tree')).toBeGreaterThan(0.8);
  });
});
