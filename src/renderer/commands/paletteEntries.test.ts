import { expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import type { Command } from './command.ts';
import { paletteEntries } from './paletteEntries.ts';
import { searchShortcuts } from './searchShortcuts.ts';

const run = () => {};
const commands: readonly Command[] = [
  { id: 'file.save', title: 'Save', group: 'File', shortcuts: ['Mod+S'], run },
  { id: 'edit.undo', title: 'Undo', group: 'Edit', shortcuts: ['Mod+Z', 'F4'], isEnabled: () => false, run },
  { id: 'view.fitAll', title: 'Fit all', group: 'View', where: 'build', run },
  { id: 'add.ReLU', title: 'Add ReLU', group: 'Add', where: 'build', run },
  { id: 'file.saveAs', title: 'Save as…', group: 'File', run },
];
const document = describeNetwork([
  ['input', 'Input'],
  ['conv1', 'SpatialConvolution'],
  ['relu1', 'ReLU'],
]);
document.nodes[1].label = 'Save the edges';

function lines(query: string, view: 'build' | 'train' = 'build', own = {}): string[] {
  return paletteEntries(query, commands, own, document, view).flatMap(({ entries }) =>
    entries.map(
      ({ title, isDisabled, shortcut }) =>
        `${title}${isDisabled ? ' -' : ''}${shortcut ? ` ${shortcut}` : ''}`,
    ),
  );
}

test('without a query: all commands by group, with their first keys, and no nodes', () => {
  const groups = paletteEntries('', commands, {}, document, 'build');
  expect(groups.map(({ heading, entries }) => [heading, entries.length])).toEqual([
    ['File', 2],
    ['Edit', 1],
    ['View', 1],
    ['Add', 1],
  ]);
  expect(lines(' ')).toEqual(['Save Mod+S', 'Save as…', 'Undo - Mod+Z', 'Fit all', 'Add ReLU']);
});

test('with one: commands and nodes, by id, label and module', () => {
  expect(lines('save')).toEqual(['Save Mod+S', 'Save as…', 'Go to conv1']);
  expect(lines('conv1')).toEqual(['Go to conv1']);
  expect(lines('relu')).toEqual(['Go to relu1', 'Add ReLU']);
  expect(lines('spatialconv')).toEqual(['Go to conv1']);
  expect(lines('nothing of this')).toEqual([]);
});

test("in other views the canvas's commands cannot be chosen, except those that show it", () => {
  expect(lines('', 'train').slice(3)).toEqual(['Fit all -', 'Add ReLU']);
});

test("a person's own keys stand in the list and are found by it", () => {
  const own = { 'file.save': ['F9'], 'add.ReLU': ['Alt+R'] };
  expect(lines('add relu', 'build', own)).toEqual(['Add ReLU Alt+R']);
  expect(searchShortcuts('alt+r', commands, own, 'linux').map(({ id }) => id)).toEqual(['add.ReLU']);
  expect(searchShortcuts('ctrl+s', commands, own, 'linux')).toEqual([]);
  expect(searchShortcuts('undo', commands, own, 'linux').map(({ id }) => id)).toEqual(['edit.undo']);
});
