import { setFlagsFromString } from 'node:v8';

/** The V8 flags our kernels profit from in a version of V8, `13.6.233.10-node.28`. */
export function kernelFlags(v8: string, arch: string, platform: string): string[] {
  const [major, minor] = v8.split('.').map(Number);
  const since = (wantedMajor: number, wantedMinor: number) =>
    major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  const flags: string[] = [];
  // Relaxed SIMD is on by default from 11.4 on.
  if (!since(11, 4)) flags.push('--experimental-wasm-relaxed-simd');
  // Pairs 128-bit operations into 256-bit ones; renamed in 15.6.
  if (arch === 'x64' && platform !== 'darwin' && since(12, 9)) {
    flags.push(since(15, 6) ? '--wasm-revectorize' : '--experimental-wasm-revectorize');
  }
  return flags;
}

/** Sets the flags in this process, before any kernel is compiled. Only for the process that runs our own kernels alone. */
export function setKernelFlags(): void {
  for (const flag of kernelFlags(process.versions.v8, process.arch, process.platform))
    setFlagsFromString(flag);
}
