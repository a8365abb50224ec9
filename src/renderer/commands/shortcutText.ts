import { pagePlatform } from './platform.ts';
import { parseShortcut } from './shortcut.ts';

const names = new Map([
  ['ArrowUp', '↑'],
  ['ArrowDown', '↓'],
  ['ArrowLeft', '←'],
  ['ArrowRight', '→'],
  ['Escape', 'Esc'],
  ['Delete', 'Del'],
  ['PageUp', 'Page Up'],
  ['PageDown', 'Page Down'],
]);

const appleNames = new Map([
  ['Enter', '↩'],
  ['Backspace', '⌫'],
  ['Delete', '⌦'],
  ['Tab', '⇥'],
]);

/** A shortcut as keyboards of the platform show it: `Ctrl+Shift+F`, on macOS (`darwin`) `⌘⇧F`. */
export function shortcutText(shortcut: string, platform: string = pagePlatform()): string {
  const chord = parseShortcut(shortcut);
  if (!chord) return shortcut;
  const { mod, ctrl, alt, shift, key } = chord;
  if (platform === 'darwin') {
    const held = `${mod ? '⌘' : ''}${ctrl ? '⌃' : ''}${alt ? '⌥' : ''}${shift ? '⇧' : ''}`;
    return held + (appleNames.get(key) ?? names.get(key) ?? key);
  }
  const held = [mod && 'Ctrl', ctrl && 'Ctrl', alt && 'Alt', shift && 'Shift'].filter(
    (word) => word !== false,
  );
  return [...held, names.get(key) ?? key].join('+');
}
