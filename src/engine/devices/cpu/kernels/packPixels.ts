/**
 * Packs the windows of TILE output pixels from `pixel` on: panel[k][TILE] is the element `offsets[k]` bytes from each
 * pixel's first. Pixels beyond `pixels` repeat the last. Pixel p lies at row p / outWidth, `rowPitch` elements apart,
 * and column p % outWidth, `stride` elements apart.
 */
export function packPixels(
  from: usize,
  offsets: usize,
  depth: i32,
  pixel: i32,
  pixels: i32,
  outWidth: i32,
  rowPitch: i32,
  stride: i32,
  panel: usize,
): void {
  const row = pixel / outWidth;
  const column = pixel - row * outWidth;
  if (stride === 1 && column + TILE <= outWidth && pixel + TILE <= pixels) {
    packRun(from + ((<usize>(row * rowPitch + column)) << 2), offsets, depth, panel);
    return;
  }
  for (let group = 0; group < TILE; group += 4) {
    const p0 = place(pixel + group, pixels, outWidth, rowPitch, stride);
    const p1 = place(pixel + group + 1, pixels, outWidth, rowPitch, stride);
    const p2 = place(pixel + group + 2, pixels, outWidth, rowPitch, stride);
    const p3 = place(pixel + group + 3, pixels, outWidth, rowPitch, stride);
    const to = panel + ((<usize>group) << 2);
    if (p1 === p0 + 4 && p2 === p0 + 8 && p3 === p0 + 12) packFour(from + p0, offsets, depth, to);
    else packScattered(from, p0, p1, p2, p3, offsets, depth, to);
  }
}

/** Byte offset of an output pixel's window. */
function place(pixel: i32, pixels: i32, outWidth: i32, rowPitch: i32, stride: i32): usize {
  const p = min<i32>(pixel, pixels - 1);
  const row = p / outWidth;
  return (<usize>(row * rowPitch + (p - row * outWidth) * stride)) << 2;
}

function packRun(from: usize, offsets: usize, depth: i32, panel: usize): void {
  const end = offsets + ((<usize>depth) << 2);
  for (; offsets < end; offsets += 4, panel += TILE << 2) {
    const at = from + <usize>load<u32>(offsets);
    v128.store(panel, v128.load(at, 16), 16);
    v128.store(panel, v128.load(at));
    if (TILE === 16) {
      v128.store(panel, v128.load(at, 48), 48);
      v128.store(panel, v128.load(at, 32), 32);
    }
  }
}

function packFour(from: usize, offsets: usize, depth: i32, to: usize): void {
  const end = offsets + ((<usize>depth) << 2);
  for (; offsets < end; offsets += 4, to += TILE << 2) {
    v128.store(to, v128.load(from + <usize>load<u32>(offsets)));
  }
}

function packScattered(
  from: usize,
  p0: usize,
  p1: usize,
  p2: usize,
  p3: usize,
  offsets: usize,
  depth: i32,
  to: usize,
): void {
  const end = offsets + ((<usize>depth) << 2);
  for (; offsets < end; offsets += 4, to += TILE << 2) {
    const at = from + <usize>load<u32>(offsets);
    store<f32>(to, load<f32>(at + p0));
    store<f32>(to, load<f32>(at + p1), 4);
    store<f32>(to, load<f32>(at + p2), 8);
    store<f32>(to, load<f32>(at + p3), 12);
  }
}
