import { describe, expect, test } from 'vitest';
import { isShortcut, type KeyPress, parseShortcut, shortcutOf } from './shortcut.ts';
import { shortcutText } from './shortcutText.ts';

/** `Ctrl+Shift+F@KeyF`: what is held, what is typed, and the key's place on the keyboard. */
function press(text: string): KeyPress {
  const [keys, code = ''] = text.split('@');
  const parts = keys.split('+');
  const held = new Set(parts.slice(0, -1));
  return {
    key: parts.at(-1) === '' ? '+' : (parts.at(-1) as string).replace('Blank', ' '),
    code,
    ctrlKey: held.has('Ctrl'),
    metaKey: held.has('Meta'),
    altKey: held.has('Alt'),
    shiftKey: held.has('Shift'),
  };
}

describe('a key press is a shortcut', () => {
  test.each([
    ['Mod+Shift+F', 'Ctrl+Shift+F@KeyF', 'other'],
    ['Mod+Shift+F', 'Meta+Shift+f@KeyF', 'darwin'],
    ['Mod+Z', 'Ctrl+z@KeyZ', 'other'],
    ['Mod+Z', 'Ctrl+z@KeyY', 'other'],
    ['Mod+Z', 'Ctrl+я@KeyZ', 'other'],
    ['Alt+F', 'Alt+ƒ@KeyF', 'darwin'],
    ['Mod+Alt+E', 'Meta+Alt+Dead@KeyE', 'darwin'],
    ['Ctrl+A', 'Ctrl+a@KeyA', 'darwin'],
    ['?', 'Shift+?@Slash', 'other'],
    ['?', 'Shift+?@Minus', 'other'],
    ['Mod++', 'Ctrl+Shift++@Equal', 'other'],
    ['.', '.@Period', 'other'],
    ['Mod+1', 'Ctrl+1@Digit1', 'other'],
    ['Mod+1', 'Ctrl+&@Digit1', 'other'],
    ['Mod+Shift+1', 'Ctrl+Shift+!@Digit1', 'other'],
    ['F8', 'F8@F8', 'other'],
    ['Shift+F8', 'Shift+F8@F8', 'other'],
    ['Shift+ArrowUp', 'Shift+ArrowUp@ArrowUp', 'other'],
    ['Space', 'Blank@Space', 'other'],
    ['Ö', 'ö@Semicolon', 'other'],
  ])('%s: %s on %s', (shortcut, keys, platform) => {
    expect(isShortcut(shortcut, press(keys), platform)).toBe(true);
  });

  test.each([
    ['Mod+Z', 'Ctrl+Shift+Z@KeyZ', 'other'],
    ['Mod+Z', 'Meta+z@KeyZ', 'other'],
    ['Mod+Z', 'Ctrl+Meta+z@KeyZ', 'other'],
    ['Mod+Z', 'Ctrl+z@KeyZ', 'darwin'],
    ['Mod+Z', 'Ctrl+Alt+z@KeyZ', 'other'],
    ['Mod+Z', 'z@KeyZ', 'other'],
    ['Mod+Z', 'Ctrl+w@KeyZ', 'other'],
    ['W', 'Shift+W@KeyW', 'other'],
    ['1', 'Shift+!@Digit1', 'other'],
    ['1', '&@Digit1', 'other'],
    ['Shift+F8', 'F8@F8', 'other'],
    ['Shift', 'Shift+Shift@ShiftLeft', 'other'],
    ['nonsense words', 'n@KeyN', 'other'],
  ])('not %s: %s on %s', (shortcut, keys, platform) => {
    expect(isShortcut(shortcut, press(keys), platform)).toBe(false);
  });
});

test.each([
  ['Ctrl+Shift+F@KeyF', 'other', 'Mod+Shift+F'],
  ['Meta+Ctrl+f@KeyF', 'darwin', 'Mod+Ctrl+F'],
  ['Shift+?@Slash', 'other', '?'],
  ['Alt+ƒ@KeyF', 'darwin', 'Alt+F'],
  ['Ctrl+я@KeyZ', 'other', 'Mod+Z'],
  ['Alt+Shift+ArrowUp@ArrowUp', 'other', 'Alt+Shift+ArrowUp'],
  ['Shift+Blank@Space', 'other', 'Shift+Space'],
  ['Shift+Shift@ShiftLeft', 'other', null],
  ['Ctrl+Control@ControlLeft', 'other', null],
  ['Meta+e@KeyE', 'other', null],
  ['Dead@BracketLeft', 'other', null],
])('%s on %s is recorded as %s', (keys, platform, shortcut) => {
  expect(shortcutOf(press(keys), platform)).toBe(shortcut);
  if (shortcut !== null) expect(isShortcut(shortcut, press(keys), platform)).toBe(true);
});

test('a shortcut is taken apart; what is none gives null', () => {
  expect(parseShortcut('Mod+Alt++')).toEqual({ mod: true, ctrl: false, alt: true, shift: false, key: '+' });
  expect(parseShortcut('+')).toMatchObject({ mod: false, key: '+' });
  for (const text of ['', 'Mod+', 'Hyper+K', 'undo', 'Mod+K L', '<b>'])
    expect(parseShortcut(text)).toBeNull();
});

test.each([
  ['Mod+Shift+F', 'Ctrl+Shift+F', '⌘⇧F'],
  ['Mod+Alt+Enter', 'Ctrl+Alt+Enter', '⌘⌥↩'],
  ['Shift+ArrowUp', 'Shift+↑', '⇧↑'],
  ['Delete', 'Del', '⌦'],
  ['Mod++', 'Ctrl++', '⌘+'],
  ['Ctrl+K', 'Ctrl+K', '⌃K'],
  ['?', '?', '?'],
  ['not one', 'not one', 'not one'],
])('%s is written %s, on macOS %s', (shortcut, text, apple) => {
  expect(shortcutText(shortcut, 'linux')).toBe(text);
  expect(shortcutText(shortcut, 'darwin')).toBe(apple);
});
