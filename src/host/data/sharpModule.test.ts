import { expect, test } from 'vitest';
import { loadSharpModule, needsPortableBuild } from './sharpModule.ts';

test('only Electron on Linux needs the portable build', () => {
  expect(needsPortableBuild({ platform: 'linux', electron: '45.4.1' })).toBe(true);
  expect(needsPortableBuild({ platform: 'linux', electron: undefined })).toBe(false);
  expect(needsPortableBuild({ platform: 'darwin', electron: '45.4.1' })).toBe(false);
});

// This file's own process: which build is loaded is settled once.
test.runIf(process.platform === 'linux')(
  'the portable build reads what it wrote, and the native one is never loaded',
  async () => {
    const sharp = await loadSharpModule({ platform: 'linux', electron: '45.4.1' });
    const pixels = Uint8Array.from({ length: 5 * 3 * 3 }, (_, i) => (37 * i) % 251);
    const png = await sharp(pixels, { raw: { width: 5, height: 3, channels: 3 } })
      .png()
      .toBuffer();
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 5, height: 3, channels: 3 });
    expect(new Uint8Array(data)).toEqual(pixels);
    const { sharedObjects } = process.report.getReport() as { sharedObjects: string[] };
    expect(sharedObjects.filter((name) => name.includes('sharp'))).toEqual([]);
  },
);
