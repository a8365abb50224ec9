import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { passOnErrors } from './engineNoise.ts';

async function passedOn(...pieces: string[]): Promise<string> {
  const from = new PassThrough();
  const to = new PassThrough();
  passOnErrors(from, to);
  for (const piece of pieces) from.write(piece);
  from.end();
  await new Promise((resolve) => from.on('close', resolve));
  return String(to.read() ?? '');
}

test("TensorFlow's log stays behind, also where a line comes in pieces", async () => {
  const log =
    'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n' +
    'I0000 00:00:1795788248.533860   22548 port.cc:153] oneDNN custom operations are on.\n' +
    'E1127 14:03:42.326223   22548 util.cc:131] oneDNN supports DT_BOOL only with AVX-512.\n';
  expect(await passedOn(log.slice(0, 100), log.slice(100), 'before an end')).toBe('before an end');
});

test('what Dawn and Mesa say of drivers that are not taken stays behind, with its empty lines', async () => {
  const said =
    'error: XDG_RUNTIME_DIR is invalid or not set in the environment.\n' +
    "Warning: Couldn't load Vulkan: libvulkan.so.1: cannot open shared object file\n\n" +
    'Warning: vkCreateInstance: Found no drivers!\n\n' +
    'Warning: Vulkan shaderUniform*ArrayDynamicIndexing required.\n' +
    ' - While initializing adapter (backend=BackendType::Vulkan)\n' +
    '    at InitializeImpl (/third_party/dawn/src/dawn/native/vulkan/PhysicalDeviceVk.cpp:257)\n\n';
  expect(await passedOn(said, said, 'Warning: no driver\n\nat all\n')).toBe('Warning: no driver\n\nat all\n');
});

test('everything else is passed on, what ends the process too', async () => {
  const lines = 'F0000 00:00:1795788248.5 1 tensor.cc:1] Check failed\nError: I0000\n    at x.js:1\n';
  expect(await passedOn(lines)).toBe(lines);
});
