import { expect, test } from 'vitest';
import { findSwiftShader, hasVulkan, needsSwiftShader } from './swiftshader.mjs';

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

test('the tests run on SwiftShader, unless the GPU is asked for or the system has WebGPU without Vulkan', () => {
  expect(needsSwiftShader({ platform: 'linux', wanted: undefined })).toBe(true);
  expect(needsSwiftShader({ platform: 'linux', wanted: '0' })).toBe(true);
  expect(needsSwiftShader({ platform: 'linux', wanted: '1' })).toBe(false);
  expect(needsSwiftShader({ platform: 'darwin', wanted: undefined })).toBe(false);
});

test("Vulkan's loader is known by the list of libraries or by its file, not by a driver", () => {
  const driver = '\tlibvulkan_lvp.so (libc6,x86-64) => /lib/libvulkan_lvp.so\n';
  const loader = '\tlibvulkan.so.1 (libc6,x86-64) => /lib/libvulkan.so.1\n';
  expect(hasVulkan(driver + loader, () => false)).toBe(true);
  expect(hasVulkan(driver, () => false)).toBe(false);
  expect(hasVulkan('', (path) => path === '/usr/lib64/libvulkan.so.1')).toBe(true);
});
