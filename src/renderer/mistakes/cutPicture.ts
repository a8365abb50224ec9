import type { Pictures } from '../../shared/api/pictures.ts';

/**
 * One picture of a packet as a packet of its own, so that it keeps no other in memory. Larger than `side` pixels a
 * side, each of its pixels is the mean of a square of the picture's.
 */
export function cutPicture(pictures: Pictures, index: number, side: number): Pictures {
  const [width, height] = [pictures.widths[index], pictures.heights[index]];
  const from = pictures.offsets[index];
  const step = Math.max(1, Math.ceil(Math.max(width, height) / side));
  const pixels = pictures.pixels.subarray(from, from + 3 * width * height);
  if (step === 1) return packet(width, height, pixels.slice());
  const across = Math.ceil(width / step);
  const down = Math.ceil(height / step);
  const small = new Uint8Array(3 * across * down);
  const sum = [0, 0, 0];
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const right = Math.min(width, (x + 1) * step);
      const bottom = Math.min(height, (y + 1) * step);
      sum.fill(0);
      for (let row = y * step; row < bottom; row++) {
        for (let i = 3 * (row * width + x * step); i < 3 * (row * width + right); i += 3) {
          for (let channel = 0; channel < 3; channel++) sum[channel] += pixels[i + channel];
        }
      }
      const count = (right - x * step) * (bottom - y * step);
      for (let c = 0; c < 3; c++) small[3 * (y * across + x) + c] = Math.round(sum[c] / count);
    }
  }
  return packet(across, down, small);
}

function packet(width: number, height: number, pixels: Uint8Array): Pictures {
  const [widths, heights] = [Uint32Array.of(width), Uint32Array.of(height)];
  return { widths, heights, offsets: Uint32Array.of(0), pixels };
}
