/** A switch of Chromium's command line, and what it is set to where it takes a value. */
export type Switch = readonly [name: string, value?: string];

/**
 * What the whole program is started with so that the engine's window reaches the person's GPU, and the faster one where
 * there are two. Linux has WebGPU only by these (electron/electron#41763).
 *
 * V8's revectorizer, which the CPU device's kernels profit from, is not among them: flags of V8 go to every page alike,
 * and the page that shows content must not get it. Engines on the CPU run in a process of their own, which sets it.
 *
 * @param platform as Node's process.platform
 * @param features that were enabled at the start already, as Chromium takes them
 */
export function gpuSwitches(platform: string, features: string): readonly Switch[] {
  const linux: readonly Switch[] = [
    ['enable-unsafe-webgpu'],
    ['enable-features', features === '' ? 'Vulkan' : `${features},Vulkan`],
  ];
  return [
    ['force_high_performance_gpu'],
    ['use-webgpu-power-preference', 'default-high-performance'],
    ...(platform === 'linux' ? linux : []),
  ];
}
