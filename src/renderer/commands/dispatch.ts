import type { View } from '../store/viewStore.ts';
import type { Command } from './command.ts';
import { type OwnShortcuts, shortcutsOf } from './ownShortcuts.ts';
import { type Chord, isShortcut, type KeyPress, parseShortcut } from './shortcut.ts';

/** What has the focus when a key is pressed: each keeps the keys it has a use for. */
export type Focus =
  /** Text is typed here. */
  | 'field'
  /** A list, menu, tree or slider: arrows and letters move in it. */
  | 'widget'
  /** A button, switch or link: Enter and Space press it. */
  | 'control'
  | 'page';

/** What is going on where a key is pressed. */
export interface Situation {
  readonly view: View;
  readonly focus: Focus;
  readonly isDialogOpen: boolean;
}

const editing = new Set(['A', 'C', 'V', 'X', 'Z', 'Y', 'Backspace', 'Delete', 'Insert']);
const moving = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

/**
 * The commands that a key press asks for in a situation, the most particular first; whichever is enabled first is
 * meant.
 */
export function commandsFor(
  press: KeyPress,
  situation: Situation,
  commands: readonly Command[],
  own: OwnShortcuts,
  platform: string,
): readonly Command[] {
  const asked = commands.filter((command) =>
    shortcutsOf(command, own).some(
      (shortcut) => isShortcut(shortcut, press, platform) && mayAct(command, shortcut, situation),
    ),
  );
  return asked.sort((a, b) => breadth(a) - breadth(b));
}

function breadth({ where }: Command): number {
  return where === 'build' ? 0 : where === undefined ? 1 : 2;
}

function mayAct({ where, native, shortcuts = [] }: Command, shortcut: string, situation: Situation): boolean {
  const { view, focus, isDialogOpen } = situation;
  if (native && shortcuts.includes(shortcut)) return false;
  if (where !== 'page' && isDialogOpen) return false;
  if (where === 'build' && (view !== 'build' || focus === 'field')) return false;
  const chord = parseShortcut(shortcut);
  return chord !== null && !keeps(focus, chord);
}

/** Whether what has the focus needs the key itself. */
function keeps(focus: Focus, { mod, ctrl, alt, key }: Chord): boolean {
  const isPlain = !mod && !ctrl && !alt;
  if (/^F\d+$/.test(key)) return false;
  if (focus === 'field') return isPlain || editing.has(key) || moving.has(key);
  if (focus === 'widget') return isPlain || moving.has(key) || (mod && key === 'A');
  return focus === 'control' && isPlain && (key === 'Enter' || key === 'Space');
}
