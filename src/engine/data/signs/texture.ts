import { distance, type Shape } from './shapes.ts';

/**
 * A square picture with coverage: `size * size` pixels of red, green, blue (0 to 255, already times alpha)
 * and alpha.
 */
export interface Texture {
  readonly size: number;
  readonly values: Float32Array;
}

/** The square that a texture shows reaches this far from its centre, so that edges have room to fade. */
export const REACH = 1.06;

/** Paints shapes over each other with soft edges one pixel wide; nothing painted stays transparent. */
export function paint(shapes: readonly Shape[], size: number): Texture {
  const values = new Float32Array(size * size * 4);
  const pixel = (2 * REACH) / size;
  const boxes = shapes.map(bounds);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const [x, y] = [(column + 0.5) * pixel - REACH, (row + 0.5) * pixel - REACH];
      const at = 4 * (row * size + column);
      shapes.forEach((shape, i) => {
        const [left, top, right, bottom] = boxes[i];
        if (x < left - pixel || x > right + pixel || y < top - pixel || y > bottom + pixel) return;
        const coverage = Math.min(1, Math.max(0, 0.5 - distance(shape, x, y) / pixel));
        if (coverage === 0) return;
        const { colour } = shape;
        for (let c = 0; c < 3; c++) values[at + c] += (colour[c] - values[at + c]) * coverage;
        values[at + 3] += (1 - values[at + 3]) * coverage;
      });
    }
  }
  return { size, values };
}

/**
 * Halves of a texture, each a quarter of the pixels of the one before, down to 8 pixels: for signs far away.
 */
export function withHalves(texture: Texture): Texture[] {
  const levels = [texture];
  for (let level = texture; level.size >= 16; ) {
    const size = level.size / 2;
    const values = new Float32Array(size * size * 4);
    for (let i = 0; i < values.length; i++) {
      const row = Math.floor(i / 4 / size);
      const column = Math.floor(i / 4) % size;
      const from = 4 * (2 * row * level.size + 2 * column) + (i % 4);
      const { values: v, size: stride } = level;
      values[i] = (v[from] + v[from + 4] + v[from + 4 * stride] + v[from + 4 * stride + 4]) / 4;
    }
    level = { size, values };
    levels.push(level);
  }
  return levels;
}

/** Red, green, blue times alpha, and alpha, between pixels, at a point of the square; written to `out`. */
export function sample(texture: Texture, x: number, y: number, out: Float32Array): void {
  const { size, values } = texture;
  const column = ((x + REACH) / (2 * REACH)) * size - 0.5;
  const row = ((y + REACH) / (2 * REACH)) * size - 0.5;
  const left = Math.floor(column);
  const top = Math.floor(row);
  if (left < 0 || top < 0 || left > size - 2 || top > size - 2) {
    out.fill(0);
    return;
  }
  const s = column - left;
  const t = row - top;
  const from = 4 * (top * size + left);
  for (let c = 0; c < 4; c++) {
    const above = values[from + c] + s * (values[from + 4 + c] - values[from + c]);
    const under = from + 4 * size + c;
    const below = values[under] + s * (values[under + 4] - values[under]);
    out[c] = above + t * (below - above);
  }
}

function bounds({ points, radius }: Shape): [number, number, number, number] {
  const xs = points.filter((_value, i) => i % 2 === 0);
  const ys = points.filter((_value, i) => i % 2 === 1);
  const [left, right] = [Math.min(...xs) - radius, Math.max(...xs) + radius];
  return [left, Math.min(...ys) - radius, right, Math.max(...ys) + radius];
}
