import type { Command } from './command.ts';
import { type OwnShortcuts, sharers, shortcutsOf, withShortcuts } from './ownShortcuts.ts';
import { parseShortcut } from './shortcut.ts';

/** Most shortcuts of one command. */
export const MOST_SHORTCUTS = 4;

/** What pressing keys is to do: take the place of a command's shortcuts, or join them. */
export type RecordingMode = 'replace' | 'add';

/** The preferences with a recorded shortcut given to a command, and taken from those that had it. */
export function recordShortcut(
  own: OwnShortcuts,
  commands: readonly Command[],
  command: Command,
  mode: RecordingMode,
  shortcut: string,
): Record<string, string[]> {
  const before = mode === 'add' ? shortcutsOf(command, own).filter((other) => other !== shortcut) : [];
  const given = withShortcuts(own, command, [...before, shortcut]);
  return sharers(shortcut, command.id, commands, own).reduce((rest, other) => {
    const left = shortcutsOf(other, rest).filter((kept) => kept !== shortcut);
    return withShortcuts(rest, other, left);
  }, given);
}

/** Why keys cannot be a shortcut, or null: Escape and Tab lead out of things, and a letter alone is typed. */
export function shortcutFault(shortcut: string, command: Command): string | null {
  const chord = parseShortcut(shortcut);
  if (!chord) return 'These keys cannot be a shortcut.';
  const isPlain = !chord.mod && !chord.ctrl && !chord.alt;
  if (
    isPlain &&
    (chord.key === 'Escape' || chord.key === 'Tab' || chord.key === 'Enter' || chord.key === 'Space')
  ) {
    return `${chord.key} alone is needed to move about, expected it with Ctrl, Alt or Cmd.`;
  }
  if (isPlain && command.where === 'page' && !/^F\d+$/.test(chord.key)) {
    return 'This works in fields too, where a key alone is typed: expected it with Ctrl, Alt or Cmd.';
  }
  return null;
}
