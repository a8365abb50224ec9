import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const DRIVER = '/proc/driver/nvidia/gpus';

/** The name of the first NVIDIA card, as its driver gives it: `NVIDIA H100 80GB HBM3`; `GPU` where it gives none. */
export function graphicsCardName(folder = DRIVER): string {
  try {
    for (const card of readdirSync(folder)) {
      const name = /^Model:\s*(.+?)\s*$/m.exec(readFileSync(join(folder, card, 'information'), 'utf8'))?.[1];
      if (name) return name;
    }
  } catch {
    // WSL2 has no such folder.
  }
  return 'GPU';
}
