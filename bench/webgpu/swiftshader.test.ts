import { expect, test } from 'vitest';
import { findSwiftShader } from './swiftshader.mjs';

const nowhere = { CHROMIUM: '/none' };

test('a driver that is named already stays', () => {
  const environment = { ...nowhere, VK_ICD_FILENAMES: '/own/icd.json' };
  expect(findSwiftShader(environment, () => false)).toEqual({ manifests: '/own/icd.json' });
});

test('the driver lies beside a Chromium', () => {
  const manifest = '/opt/google/chrome/vk_swiftshader_icd.json';
  expect(findSwiftShader(nowhere, (path) => path === manifest)).toEqual({ manifests: manifest });
});

test('without one the sentence says what was looked for, and where', () => {
  const found = findSwiftShader({ ...nowhere, VK_ICD_FILENAMES: '' }, () => false);
  expect(found).toEqual({
    missing: expect.stringMatching(
      /^no SwiftShader is found: no vk_swiftshader_icd\.json in \/usr\/lib\/chromium, .* VK_ICD_FILENAMES/,
    ),
  });
});
