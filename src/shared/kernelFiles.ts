/** Where the page's server has the kernels of the CPU device: `/kernels/relaxed-8.wasm`. */
export const KERNELS_PATH = '/kernels/';

/** The file's name in the address of a kernel file, as the build makes them; undefined for any other address. */
export function kernelFile(pathname: string): string | undefined {
  return /^\/kernels\/([\w-]+\.wasm)$/.exec(pathname)?.[1];
}
