import { expect, test } from 'vitest';
import { whyNotInstall } from './debian.mjs';

test("Debian's is installed only as root, and only on a Debian", () => {
  expect(whyNotInstall({ platform: 'linux', user: 0, hasApt: true })).toBeUndefined();
  expect(whyNotInstall({ platform: 'linux', user: 1000, hasApt: true })).toBe('only root may install it');
  expect(whyNotInstall({ platform: 'linux', user: 0, hasApt: false })).toBe('this is no Debian');
  expect(whyNotInstall({ platform: 'darwin', user: 0, hasApt: false })).toBe('this is no Debian');
});
