import { usePreferences } from '../store/preferencesStore.ts';
import { allCommands } from './allCommands.ts';
import { shortcutsOf } from './ownShortcuts.ts';
import { shortcutText } from './shortcutText.ts';

/** The keys of a command as this keyboard shows them, to stand on its button; undefined where it has none. */
export function useShortcutText(id: string): string | undefined {
  const own = usePreferences((state) => state.preferences.shortcuts);
  const command = allCommands.find((other) => other.id === id);
  const shortcut = command && shortcutsOf(command, own)[0];
  return shortcut === undefined ? undefined : shortcutText(shortcut);
}
