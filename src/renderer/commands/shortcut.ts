/** What a shortcut needs of a keyboard event. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** A shortcut taken apart. */
export interface Chord {
  /** Cmd on macOS, Ctrl elsewhere. */
  readonly mod: boolean;
  /** Ctrl on macOS, beside Cmd. */
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** By KeyboardEvent.key, letters upper case, `Space` for a blank. */
  readonly key: string;
}

/** Takes `Mod+Shift+F` apart; null where it is none. The key itself may be `+`. */
export function parseShortcut(shortcut: string): Chord | null {
  const match = /^((?:(?:Mod|Ctrl|Alt|Shift)\+)*)(\S+)$/.exec(shortcut);
  if (!match) return null;
  const modifiers = new Set(match[1].split('+'));
  const key = match[2];
  if ([...key].length > 1 && !/^[A-Z][A-Za-z]*\d*$/.test(key)) return null;
  return {
    mod: modifiers.has('Mod'),
    ctrl: modifiers.has('Ctrl'),
    alt: modifiers.has('Alt'),
    shift: modifiers.has('Shift'),
    key,
  };
}

/** Writes a shortcut as preferences and commands keep it. */
export function formatShortcut({ mod, ctrl, alt, shift, key }: Chord): string {
  return `${mod ? 'Mod+' : ''}${ctrl ? 'Ctrl+' : ''}${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`;
}

/** The shortcut that a key press is; null for a modifier alone, or keys that no shortcut can be made of. */
export function shortcutOf(press: KeyPress, platform: string): string | null {
  const [key] = keysOf(press);
  const modifiers = modifiersOf(press, platform);
  if (key === undefined || modifiers === null) return null;
  const shift = press.shiftKey && !isSymbol(key);
  return formatShortcut({ ...modifiers, shift, key });
}

/** Whether a key press is a shortcut. */
export function isShortcut(shortcut: string, press: KeyPress, platform: string): boolean {
  const chord = parseShortcut(shortcut);
  const modifiers = modifiersOf(press, platform);
  if (!chord || !modifiers) return false;
  if (chord.mod !== modifiers.mod || chord.ctrl !== modifiers.ctrl || chord.alt !== modifiers.alt)
    return false;
  // Where a symbol is typed with Shift depends on the keyboard.
  if (chord.shift !== press.shiftKey && !(isSymbol(chord.key) && !chord.shift)) return false;
  return keysOf(press).includes(chord.key);
}

/** Null for what is held without a meaning here: the Windows key. */
function modifiersOf(press: KeyPress, platform: string): Omit<Chord, 'key' | 'shift'> | null {
  const { ctrlKey, metaKey, altKey: alt } = press;
  if (platform === 'darwin') return { mod: metaKey, ctrl: ctrlKey, alt };
  return metaKey ? null : { mod: ctrlKey, ctrl: false, alt };
}

const modifierKeys = new Set(['Control', 'Meta', 'Alt', 'AltGraph', 'Shift', 'CapsLock', 'NumLock', 'Fn']);
const noKeys = new Set(['Dead', 'Process', 'Unidentified', '']);

/**
 * The names a pressed key goes by. Beside what it types: the letter or digit on it where it types none in Latin (a
 * Cyrillic keyboard, Option on macOS, the digits of a French one).
 */
function keysOf({ key, code, ctrlKey, metaKey, altKey }: KeyPress): string[] {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const digit = /^Digit([0-9])$/.exec(code)?.[1];
  if (modifierKeys.has(key)) return [];
  const names = noKeys.has(key) ? [] : [nameOf(key)];
  if (letter && !/^[A-Z]$/.test(names[0] ?? '')) names.unshift(letter);
  if (digit && names[0] !== digit && (ctrlKey || metaKey || altKey)) names.push(digit);
  return names;
}

function nameOf(key: string): string {
  if (key === ' ' || key === '\u00a0') return 'Space';
  const upper = key.toUpperCase();
  return [...key].length === 1 && [...upper].length === 1 ? upper : key;
}

/** A character that is neither a letter nor a digit. */
function isSymbol(key: string): boolean {
  return [...key].length === 1 && !/^[\p{L}\p{N}]$/u.test(key);
}
