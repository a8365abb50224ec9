import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A small PPM of bytes that follow from `seed`. */
export function ppm(width = 3, height = 2, seed = 7): Uint8Array {
  const header = new TextEncoder().encode(`P6\n# drawn for a test\n${width} ${height}\n255\n`);
  const samples = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 37 + seed * 11) & 255);
  return Uint8Array.from([...header, ...samples]);
}

/** A folder of given files, text or bytes by relative name, and how to remove it. */
export function sampleFolder(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'signalbox-data-'));
  const add = (name: string, content: string | Uint8Array): string => {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  for (const [name, content] of Object.entries(files)) add(name, content);
  return { root, add, remove: () => rmSync(root, { recursive: true, force: true }) };
}
