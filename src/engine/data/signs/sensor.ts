import type { Random } from '../../random/streams.ts';
import type { Canvas } from './picture.ts';

/** Blurs a picture in place, sharing `across` and `down` (0 to 1/3) of each pixel with either neighbour. */
export function blur(canvas: Canvas, width: number, height: number, across: number, down: number): void {
  for (let row = 0; row < height; row++) blurLine(canvas, 3 * row * width, 3, width, across);
  for (let column = 0; column < width; column++) blurLine(canvas, 3 * column, 3 * width, height, down);
}

function blurLine({ values, row }: Canvas, at: number, stride: number, count: number, share: number): void {
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) row[3 * i + c] = values[at + i * stride + c];
  }
  for (let i = 0; i < count; i++) {
    const before = i > 0 ? i - 1 : 0;
    const after = i < count - 1 ? i + 1 : i;
    for (let c = 0; c < 3; c++) {
      const sides = row[3 * before + c] + row[3 * after + c];
      values[at + i * stride + c] = (1 - 2 * share) * row[3 * i + c] + share * sides;
    }
  }
}

/** Writes a picture as RGB8, with noise of about `deviation` levels: most of it grey, some of it coloured. */
export function expose(
  canvas: Canvas,
  count: number,
  deviation: number,
  random: Random,
  out: Uint8Array,
  at: number,
): void {
  // A word's four bytes are even noise of deviation 1/sqrt(12) each: two make the grey part, one each two
  // channels.
  const scale = deviation / 255;
  for (let i = 0; i < count; i++) {
    const word = random.nextUint32();
    const grey = ((word & 255) + ((word >>> 8) & 255) - 255) * 2 * scale;
    const red = (((word >>> 16) & 255) - 127.5) * scale;
    const blue = ((word >>> 24) - 127.5) * scale;
    put(out, at + 3 * i, canvas.values[3 * i] + grey + red);
    put(out, at + 3 * i + 1, canvas.values[3 * i + 1] + grey);
    put(out, at + 3 * i + 2, canvas.values[3 * i + 2] + grey + blue);
  }
}

function put(out: Uint8Array, at: number, value: number): void {
  const rounded = Math.floor(value + 0.5);
  out[at] = rounded < 0 ? 0 : rounded > 255 ? 255 : rounded;
}
