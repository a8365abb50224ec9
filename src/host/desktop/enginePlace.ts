import type { EnginePlace } from '../../shared/desktopHost.ts';

/**
 * Where an engine for a device runs inside Electron. Dawn's addon cannot live there, since Electron allows no buffers
 * outside V8's own memory (electron/electron#35801); WebGPU is Chromium's, in a window.
 */
export function enginePlace(device: string): EnginePlace {
  return device === 'webgpu' ? 'window' : 'process';
}
