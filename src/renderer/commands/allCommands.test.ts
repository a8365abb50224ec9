import { expect, test } from 'vitest';
import { menuCommands } from '../../main/menuTemplate.ts';
import { allCommands } from './allCommands.ts';
import { formatShortcut, parseShortcut } from './shortcut.ts';

test('every command has an id of its own', () => {
  const ids = allCommands.map(({ id }) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test('every shortcut is written as it is recorded', () => {
  const shortcuts = allCommands.flatMap(({ shortcuts = [] }) => shortcuts);
  const odd = shortcuts.filter((shortcut) => {
    const chord = parseShortcut(shortcut);
    return chord === null || formatShortcut(chord) !== shortcut;
  });
  expect(odd).toEqual([]);
});

test('no two commands have the same keys, unless one works on the canvas only and the other elsewhere too', () => {
  const taken = new Map<string, string>();
  const doubles: string[] = [];
  for (const { id, where, shortcuts = [] } of allCommands) {
    for (const shortcut of shortcuts) {
      const key = `${shortcut} ${where === 'build' ? 'canvas' : 'page'}`;
      const other = taken.get(key);
      if (other !== undefined) doubles.push(`${shortcut}: ${other} and ${id}`);
      taken.set(key, id);
    }
  }
  expect(doubles).toEqual([]);
});

test("the app's menu names commands that there are", () => {
  const ids = new Set(allCommands.map(({ id }) => id));
  expect(menuCommands.map(({ id }) => id).filter((id) => !ids.has(id))).toEqual([]);
});
