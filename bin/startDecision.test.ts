import { describe, expect, test } from 'vitest';
import { decideStart, hasDisplay, isAutomatic } from './startDecision.js';

const everything = {
  args: [],
  runtime: true,
  display: true,
  terminal: true,
  automatic: false,
  superuser: false,
};
const inBrowser = (why: string) => ({
  kind: 'serve',
  why: `${why} Signalbox opens in the browser instead.`,
  args: [],
});

describe('what npm start does', () => {
  test('Electron starts where its runtime and a display are there, terminal or not', () => {
    expect(decideStart(everything)).toEqual({ kind: 'electron' });
    expect(decideStart({ ...everything, terminal: false, automatic: true })).toEqual({ kind: 'electron' });
  });

  test('a missing runtime is fetched where a person at a terminal sees it', () => {
    expect(decideStart({ ...everything, runtime: false })).toEqual({ kind: 'fetch' });
  });

  test('a missing runtime is not fetched where nobody sees it', () => {
    expect(decideStart({ ...everything, runtime: false, terminal: false })).toEqual(
      inBrowser("Electron's runtime is not installed, and it is fetched only from a terminal."),
    );
    expect(decideStart({ ...everything, runtime: false, automatic: true })).toEqual(
      inBrowser("Electron's runtime is not installed, and none is fetched where CI is set."),
    );
  });

  test('what was tried and failed is not tried again, and is said', () => {
    const expected = inBrowser('No window could be opened: Electron ended at once (code 127).');
    for (const runtime of [true, false]) {
      expect(decideStart({ ...everything, runtime, fault: 'Electron ended at once (code 127)' })).toEqual(
        expected,
      );
    }
  });

  test('a fetch that worked ends in Electron', () => {
    expect(decideStart({ ...everything, runtime: true, fault: undefined })).toEqual({ kind: 'electron' });
  });

  test('without a display nothing is started, fetched or opened, whatever else is there', () => {
    const expected = {
      kind: 'serve',
      why: 'There is no display to open a window on. Signalbox is served: open the address below in a browser.',
      args: ['--no-open'],
    };
    expect(decideStart({ ...everything, display: false })).toEqual(expected);
    expect(decideStart({ ...everything, runtime: false, display: false, superuser: true })).toEqual(expected);
  });

  test('root never starts Electron, which would need its sandbox off', () => {
    expect(decideStart({ ...everything, superuser: true })).toEqual(
      inBrowser("Electron's sandbox does not run as root."),
    );
  });

  test('arguments are those of serve', () => {
    const args = ['signs', '--port', '9000'];
    expect(decideStart({ ...everything, args })).toEqual({
      kind: 'serve',
      why: 'Arguments were given, which no window takes. Signalbox opens in the browser instead.',
      args,
    });
    expect(decideStart({ ...everything, args, display: false })).toMatchObject({
      args: [...args, '--no-open'],
    });
    expect(decideStart({ ...everything, args: ['--no-open'], display: false })).toMatchObject({
      args: ['--no-open'],
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

test.each([
  [{}, false],
  [{ CI: '' }, false],
  [{ CI: 'false' }, false],
  [{ CI: '0' }, false],
  [{ CI: 'true' }, true],
  [{ CI: 'woodpecker' }, true],
])('with %j, that a build server runs it is %s', (environment, expected) => {
  expect(isAutomatic(environment)).toBe(expected);
});
