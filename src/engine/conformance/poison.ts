import { type Program, valueElements } from '../compiler/program.ts';
import type { Executable } from '../devices/device.ts';

/** The bits of a float32 NaN: no place in any plane. */
const NOWHERE = 0x7fc00000;

/**
 * Fills every activation and gradient with NaN, so that an operation that reads what nothing wrote, leaves part of
 * its output unwritten or writes where something else lives is seen in the results.
 */
export async function poison(executable: Executable, program: Program): Promise<void> {
  for (const [id, value] of program.values.entries()) {
    const planned =
      value.role === 'activation' ? program.memory.offsets[id] >= 0 : value.role === 'gradients';
    if (!planned || value.view) continue;
    const count = valueElements(value, program.capacity);
    const bad =
      value.type === 'int32' ? new Int32Array(count).fill(NOWHERE) : new Float64Array(count).fill(Number.NaN);
    await executable.write(id, bad);
  }
}
