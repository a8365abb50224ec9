// WebGPU in Node for programs that were made for a browser: by the optional package webgpu, the one that Signalbox uses.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { stop } from '../arguments.mjs';

/** Makes `navigator.gpu` and WebGPU's names global; answers with the adapter's name and the runtime. */
export async function openGpu() {
  const { create, globals } = await import('webgpu').catch((error) =>
    stop(
      `WebGPU needs the optional package webgpu: run \`npm install --include=optional\` (${error.message})`,
    ),
  );
  const gpu = create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) stop('WebGPU finds no adapter here, expected one: see --adapter');
  Object.assign(globalThis, globals);
  const navigator = { gpu, userAgent: `Node ${process.versions.node}` };
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  const { description, device, vendor } = adapter.info;
  const manifest = createRequire(import.meta.url).resolve('webgpu/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  return `${description || device || vendor}, webgpu ${version}, Node ${process.versions.node}`;
}
