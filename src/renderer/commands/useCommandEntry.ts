import type { MenuEntry } from '../controls/MenuButton.tsx';
import { usePreferences } from '../store/preferencesStore.ts';
import { allCommands } from './allCommands.ts';
import { shortcutsOf } from './ownShortcuts.ts';
import { execute } from './runCommand.ts';
import { shortcutText } from './shortcutText.ts';

/** Makes lines of menus from commands, by id; throws where there is none of it. Menus are drawn when they open. */
export function useCommandEntry(): (id: string) => MenuEntry {
  const own = usePreferences((state) => state.preferences.shortcuts);
  return (id) => {
    const command = allCommands.find((other) => other.id === id);
    if (command === undefined) throw new Error(`There is no command ${id}.`);
    const [shortcut] = shortcutsOf(command, own);
    return {
      id,
      title: command.title,
      ...(shortcut !== undefined && { shortcut: shortcutText(shortcut) }),
      isDisabled: !(command.isEnabled?.() ?? true),
      run: () => execute(command),
    };
  };
}
