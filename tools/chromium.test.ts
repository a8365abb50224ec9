import { expect, test } from 'vitest';
import { findChromium } from './chromium.mjs';

const only = (known: string) => (path: string) => path === known;

test('the Chromium that CHROMIUM names comes first', () => {
  const environment = { CHROMIUM: '/opt/one/chrome', PATH: '/usr/bin' };
  expect(findChromium(environment, () => true)).toBe('/opt/one/chrome');
});

test('a CHROMIUM that cannot be run is not replaced by another', () => {
  const environment = { CHROMIUM: '/opt/none', PATH: '/usr/bin' };
  expect(findChromium(environment, only('/usr/bin/chromium'))).toBeUndefined();
});

test('else the path is searched, the better known name first', () => {
  const environment = { PATH: '/a:/b' };
  const canRun = (path: string) => path === '/b/chromium' || path === '/a/google-chrome';
  expect(findChromium(environment, canRun)).toBe('/b/chromium');
});

test('where there is none, none is found', () => {
  expect(findChromium({ PATH: '/a' }, () => false)).toBeUndefined();
  expect(findChromium({}, () => false)).toBeUndefined();
});
