import { expect, test } from 'vitest';
import type { Command } from './command.ts';
import { sharers, shortcutsOf, withShortcuts } from './ownShortcuts.ts';
import { recordShortcut, shortcutFault } from './shortcutEdits.ts';

const undo: Command = { id: 'undo', title: 'Undo', group: 'Edit', shortcuts: ['Mod+Z'], run: () => {} };
const redo: Command = { ...undo, id: 'redo', title: 'Redo', shortcuts: ['Mod+Y', 'Mod+Shift+Z'] };
const add: Command = { ...undo, id: 'add.ReLU', title: 'Add ReLU', shortcuts: undefined, where: 'build' };
const commands = [undo, redo, add];

test('recorded keys take the place of those there were, or join them', () => {
  expect(recordShortcut({}, commands, add, 'replace', 'R')).toEqual({ 'add.ReLU': ['R'] });
  expect(recordShortcut({}, commands, redo, 'add', 'F4')).toEqual({ redo: ['Mod+Y', 'Mod+Shift+Z', 'F4'] });
  expect(recordShortcut({}, commands, redo, 'replace', 'F4')).toEqual({ redo: ['F4'] });
});

test('keys of another command are taken from it, and only they', () => {
  expect(sharers('Mod+Y', 'undo', commands, {})).toEqual([redo]);
  expect(recordShortcut({}, commands, undo, 'replace', 'Mod+Y')).toEqual({
    undo: ['Mod+Y'],
    redo: ['Mod+Shift+Z'],
  });
});

test('back at its own shortcuts, a command leaves the preferences', () => {
  const own = { undo: ['F4'], redo: [] };
  expect(withShortcuts(own, undo, ['Mod+Z'])).toEqual({ redo: [] });
  expect(shortcutsOf(redo, own)).toEqual([]);
  expect(recordShortcut(own, commands, redo, 'replace', 'Mod+Y')).toEqual({ undo: ['F4'], redo: ['Mod+Y'] });
});

test('no more than four are kept', () => {
  const four = ['F2', 'F3', 'F4', 'F6'];
  expect(withShortcuts({}, undo, [...four, 'F7'])).toEqual({ undo: four });
});

test.each([
  ['Escape', add, 'Escape alone is needed to move about, expected it with Ctrl, Alt or Cmd.'],
  ['Shift+Tab', add, 'Tab alone is needed to move about, expected it with Ctrl, Alt or Cmd.'],
  ['R', add, null],
  ['Mod+Enter', add, null],
  [
    'R',
    { ...undo, where: 'page' } as Command,
    'This works in fields too, where a key alone is typed: expected it with Ctrl, Alt or Cmd.',
  ],
  ['F4', { ...undo, where: 'page' } as Command, null],
])('%s', (shortcut, command, fault) => {
  expect(shortcutFault(shortcut, command)).toBe(fault);
});
