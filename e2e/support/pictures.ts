import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** Writes a data folder of tiny pictures: a folder for each class, `count` pictures in each. */
export async function writePictures(
  folder: string,
  classes: readonly string[],
  count: number,
): Promise<void> {
  for (const [c, name] of classes.entries()) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let i = 0; i < count; i++) {
      const background = { r: (c * 61) % 256, g: (i * 23) % 256, b: (c * i * 7) % 256 };
      await sharp({ create: { width: 14 + (i % 3), height: 13, channels: 3, background } })
        .png()
        .toFile(join(folder, name, `${i}.png`));
    }
  }
}
