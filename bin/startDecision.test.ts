import { describe, expect, test } from 'vitest';
import { decideStart, hasDisplay } from './startDecision.js';

const everything = { asked: true, runtime: true, display: true, terminal: true };

describe('what npm start does', () => {
  test('Electron starts where its runtime and a display are there, terminal or not', () => {
    expect(decideStart(everything)).toEqual({ kind: 'electron' });
    expect(decideStart({ ...everything, terminal: false })).toEqual({ kind: 'electron' });
  });

  test('a start that does not ask for the window trains in the terminal and fetches nothing', () => {
    const expected = {
      kind: 'command',
      why: 'The window is still an empty page (npm start -- --window opens it).',
    };
    expect(decideStart({ ...everything, asked: false })).toEqual(expected);
    expect(decideStart({ ...everything, asked: false, runtime: false })).toEqual(expected);
  });

  test('a missing runtime is fetched where a person at a terminal sees it', () => {
    expect(decideStart({ ...everything, runtime: false })).toEqual({ kind: 'fetch' });
  });

  test('a missing runtime is not fetched where nobody sees it', () => {
    expect(decideStart({ ...everything, runtime: false, terminal: false })).toEqual({
      kind: 'command',
      why: "Electron's runtime is missing, and it is fetched only from a terminal.",
    });
  });

  test('a failed fetch is not tried again but ends in the command', () => {
    expect(decideStart({ ...everything, runtime: false, fetched: true })).toEqual({
      kind: 'command',
      why: "Electron's runtime could not be fetched, so no window is opened.",
    });
  });

  test('a fetch that worked ends in Electron', () => {
    expect(decideStart({ ...everything, fetched: true })).toEqual({ kind: 'electron' });
  });

  test('without a display nothing is started or fetched, whatever else is there', () => {
    const expected = { kind: 'command', why: 'There is no display to open a window on.' };
    expect(decideStart({ ...everything, display: false })).toEqual(expected);
    expect(decideStart({ ...everything, runtime: false, display: false, superuser: true })).toEqual(expected);
  });

  test('root never starts Electron, which would need its sandbox off', () => {
    expect(decideStart({ ...everything, superuser: true })).toEqual({
      kind: 'command',
      why: "Electron's sandbox does not run as root, so no window is opened.",
    });
  });
});

describe('whether there is a display', () => {
  test('on Linux a display server must be named, and an empty name is none', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: '', WAYLAND_DISPLAY: '' })).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  });

  test('Windows and macOS have one', () => {
    expect(hasDisplay('win32', {})).toBe(true);
    expect(hasDisplay('darwin', {})).toBe(true);
  });
});
