import { rank } from '../palette/rank.ts';
import type { Command } from './command.ts';
import { type OwnShortcuts, shortcutsOf } from './ownShortcuts.ts';
import { shortcutText } from './shortcutText.ts';

/** The commands that a query fits by name, group or keys, in their own order. */
export function searchShortcuts(
  query: string,
  commands: readonly Command[],
  own: OwnShortcuts,
  platform?: string,
): readonly Command[] {
  const keys = query.trim().toLowerCase();
  if (keys === '') return commands;
  return commands.filter((command) => {
    const texts = shortcutsOf(command, own).map((shortcut) => shortcutText(shortcut, platform).toLowerCase());
    if (texts.some((text) => text.includes(keys))) return true;
    const fields = [
      { text: command.title, weight: 1 },
      { text: command.group, weight: 0.5 },
    ];
    return rank(query, fields) !== null;
  });
}

/** Commands under the name of their group, in the order in which the groups first come. */
export function paletteGroups(
  commands: readonly Command[],
): readonly { readonly heading: Command['group']; readonly commands: readonly Command[] }[] {
  const groups = new Map<Command['group'], Command[]>();
  for (const command of commands) {
    const group = groups.get(command.group);
    if (group) group.push(command);
    else groups.set(command.group, [command]);
  }
  return [...groups].map(([heading, list]) => ({ heading, commands: list }));
}
