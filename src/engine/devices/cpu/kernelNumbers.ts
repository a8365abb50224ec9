import { PHILOX_CONSTANTS } from '../../random/philox.ts';
import { PHILOX_NUMBERS, WINOGRAD_NUMBERS } from './kernels/layout.ts';

/** What WINOGRAD_NUMBERS holds: 1/2, 2, 5/2, √2/2, √2, the cubes of these two, -2/3 and 1/6. */
const winograd = [
  ...[0.5, 2, 2.5, Math.SQRT1_2, Math.SQRT2],
  ...[Math.SQRT1_2 ** 3, Math.SQRT2 ** 3, -2 / 3, 1 / 6],
];

/** Writes the numbers that kernels read from the header: those in their code would be made anew at each use. */
export function writeKernelNumbers(memory: WebAssembly.Memory): void {
  new Float32Array(memory.buffer, WINOGRAD_NUMBERS * 4).set(winograd);
  new Uint32Array(memory.buffer, PHILOX_NUMBERS * 4).set(PHILOX_CONSTANTS);
}
