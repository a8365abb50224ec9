import { describe, expect, test } from 'vitest';
import type { Command } from './command.ts';
import { commandsFor, type Situation } from './dispatch.ts';
import { parseShortcut } from './shortcut.ts';

function command(id: string, shortcut: string, more: Partial<Command> = {}): Command {
  return { id, title: id, group: 'Edit', shortcuts: [shortcut], run: () => {}, ...more };
}

const commands: readonly Command[] = [
  command('palette', 'Mod+K', { where: 'page' }),
  command('problems', 'F8', { where: 'page' }),
  command('keys', 'F1'),
  command('help', 'F1', { where: 'build' }),
  command('question', '?'),
  command('undo', 'Mod+Z'),
  command('save', 'Mod+S'),
  command('fit', '.', { where: 'build' }),
  command('delete', 'Delete', { where: 'build' }),
  command('duplicate', 'Mod+D', { where: 'build' }),
  command('all', 'Mod+A', { where: 'build' }),
  command('nudge', 'Shift+ArrowUp', { where: 'build' }),
  command('open', 'Enter', { where: 'build' }),
  command('copy', 'Mod+C', { where: 'build', native: true }),
];

const calm: Situation = { view: 'build', focus: 'page', isDialogOpen: false };

/** Which commands the keys of a shortcut ask for. */
function asked(shortcut: string, situation: Partial<Situation> = {}, own = {}): string {
  const chord = parseShortcut(shortcut);
  if (!chord) throw new Error(shortcut);
  const { key, mod: ctrlKey, alt: altKey, shift: shiftKey } = chord;
  const press = { key, code: '', ctrlKey, altKey, shiftKey, metaKey: false };
  const found = commandsFor(press, { ...calm, ...situation }, commands, own, 'other');
  return found.map(({ id }) => id).join(' ');
}

describe('on the canvas', () => {
  test.each(['Mod+K', 'F8', 'Mod+Z', '.', 'Delete', 'Mod+D', 'Shift+ArrowUp', 'Enter', '?'])(
    '%s works',
    (keys) => {
      expect(asked(keys)).not.toBe('');
    },
  );

  test('the more particular command comes first', () => {
    expect(asked('F1')).toBe('help keys');
    expect(asked('F1', { view: 'train' })).toBe('keys');
  });

  test('what the browser makes an event of is left to it, until other keys are given to it', () => {
    expect(asked('Mod+C')).toBe('');
    expect(asked('Mod+J', {}, { copy: ['Mod+J'] })).toBe('copy');
  });
});

describe('in a field', () => {
  const field = { focus: 'field' } as const;
  test.each(['Mod+Z', '.', '?', 'Delete', 'Mod+D', 'Mod+A', 'Shift+ArrowUp', 'Enter'])(
    '%s is its own',
    (keys) => {
      expect(asked(keys, field)).toBe('');
    },
  );

  test.each([
    ['Mod+K', 'palette'],
    ['F8', 'problems'],
    ['F1', 'keys'],
    ['Mod+S', 'save'],
  ])('%s works: %s', (keys, id) => {
    expect(asked(keys, field)).toBe(id);
  });
});

test.each([
  ['widget', 'Delete', ''],
  ['widget', '.', ''],
  ['widget', 'Shift+ArrowUp', ''],
  ['widget', 'Mod+A', ''],
  ['widget', 'Mod+Z', 'undo'],
  ['widget', 'Mod+D', 'duplicate'],
  ['control', 'Enter', ''],
  ['control', 'Delete', 'delete'],
  ['control', '.', 'fit'],
] as const)('in a %s, %s asks for "%s"', (focus, keys, ids) => {
  expect(asked(keys, { focus })).toBe(ids);
});

test('while a dialog is open, only what works everywhere does', () => {
  const open = { isDialogOpen: true };
  expect(['Mod+K', 'F8', 'F1', 'Mod+Z', 'Mod+S', 'Mod+D', '.'].map((keys) => asked(keys, open))).toEqual([
    'palette',
    'problems',
    '',
    '',
    '',
    '',
    '',
  ]);
});

test("other views have none of the canvas's keys", () => {
  const train = { view: 'train' } as const;
  expect(['Mod+D', 'Delete', 'Mod+Z', 'Mod+K'].map((keys) => asked(keys, train))).toEqual([
    '',
    '',
    'undo',
    'palette',
  ]);
});

test("a person's own shortcuts take the place of a command's, and none may be left", () => {
  expect(asked('Mod+Z', {}, { undo: ['Mod+U'] })).toBe('');
  expect(asked('Mod+U', {}, { undo: ['Mod+U'] })).toBe('undo');
  expect(asked('Mod+Z', {}, { undo: [] })).toBe('');
  expect(asked('Mod+Z', {}, { undo: ['broken words', 'Mod+Z'] })).toBe('undo');
});
