import type { Command } from './command.ts';
import { parseShortcut } from './shortcut.ts';

/** Shortcuts that a person set, by command id. */
export type OwnShortcuts = Readonly<Record<string, readonly string[]>>;

/** A command's shortcuts: those the person set, else its own. */
export function shortcutsOf({ id, shortcuts = [] }: Command, own: OwnShortcuts): readonly string[] {
  return Object.hasOwn(own, id) ? own[id].filter((shortcut) => parseShortcut(shortcut) !== null) : shortcuts;
}

/** The other commands that have a shortcut. */
export function sharers(
  shortcut: string,
  id: string,
  commands: readonly Command[],
  own: OwnShortcuts,
): readonly Command[] {
  return commands.filter((command) => command.id !== id && shortcutsOf(command, own).includes(shortcut));
}

/** The preferences with a command's shortcuts set; as its own ones, it leaves the preferences. */
export function withShortcuts(
  own: OwnShortcuts,
  command: Command,
  shortcuts: readonly string[],
): Record<string, string[]> {
  const rest = Object.entries(own).filter(([id]) => id !== command.id);
  const distinct = [...new Set(shortcuts)].slice(0, 4);
  const isDefault = JSON.stringify(distinct) === JSON.stringify(command.shortcuts ?? []);
  const entries = isDefault ? rest : [...rest, [command.id, distinct] as const];
  return Object.fromEntries(entries.map(([id, list]) => [id, [...list]]));
}
