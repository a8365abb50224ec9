import { address, integer, tileBegin, tileEnd } from './record';
import { clear } from './vector';

/** Largest of each window and where it lies in its plane, the first on ties; a tile is some planes. */
export function maxPooling(record: usize, tile: i32): void {
  const x = address(record, 0);
  const y = address(record, 1);
  const indices = address(record, 2);
  const height = integer(record, 3);
  const width = integer(record, 4);
  const outHeight = integer(record, 5);
  const outWidth = integer(record, 6);
  const kernelH = integer(record, 7);
  const kernelW = integer(record, 8);
  const strideH = integer(record, 9);
  const strideW = integer(record, 10);
  const padH = integer(record, 11);
  const padW = integer(record, 12);
  const halving = integer(record, 13);
  const end = tileEnd(record, tile);
  for (let plane = tileBegin(record, tile); plane < end; plane++) {
    const from = x + ((<usize>plane * height * width) << 2);
    for (let i = 0; i < outHeight; i++) {
      const at = (<usize>plane * outHeight * outWidth + i * outWidth) << 2;
      if (halving) {
        halveRow(from, 2 * i * width, width, outWidth, y + at, indices + at);
        continue;
      }
      const bottom = min<i32>(i * strideH - padH + kernelH, height);
      const top = max<i32>(i * strideH - padH, 0);
      // Windows 1 apart that lie wholly within the columns are done four at a time, the last four again.
      const last = strideW === 1 ? min<i32>(width - kernelW + padW, outWidth - 1) - 3 : -1;
      const four = last >= padW;
      if (four) {
        for (let next = padW; next < last + 4; next += 4) {
          const j = min<i32>(next, last);
          const to = at + ((<usize>j) << 2);
          fourLargest(from, width, top, bottom, j - padW, kernelW, y + to, indices + to);
        }
      }
      let j = four && padW === 0 ? last + 4 : 0;
      while (j < outWidth) {
        const right = min<i32>(j * strideW - padW + kernelW, width);
        const left = max<i32>(j * strideW - padW, 0);
        const index = largest(from, width, top, bottom, left, right);
        store<i32>(indices + at + ((<usize>j) << 2), index);
        store<f32>(y + at + ((<usize>j) << 2), load<f32>(from + ((<usize>index) << 2)));
        j = four && j + 1 === padW ? last + 4 : j + 1;
      }
    }
  }
}

function largest(from: usize, width: i32, top: i32, bottom: i32, left: i32, right: i32): i32 {
  let index = top * width + left;
  let most = load<f32>(from + ((<usize>index) << 2));
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const value = load<f32>(from + ((<usize>(row * width + column)) << 2));
      if (value > most) {
        most = value;
        index = row * width + column;
      }
    }
  }
  return index;
}

/** `largest` of four windows 1 apart, the first of which begins at column `left`. */
function fourLargest(
  from: usize,
  width: i32,
  top: i32,
  bottom: i32,
  left: i32,
  kernelW: i32,
  y: usize,
  indices: usize,
): void {
  const first = top * width + left;
  let most = v128.load(from + ((<usize>first) << 2));
  let index = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  for (let row = top; row < bottom; row++) {
    let place = i32x4.add(i32x4.splat(row * width + left), i32x4(0, 1, 2, 3));
    for (let column = 0; column < kernelW; column++) {
      const value = v128.load(from + ((<usize>(row * width + left + column)) << 2));
      const better = f32x4.gt(value, most);
      most = v128.bitselect(value, most, better);
      index = v128.bitselect(place, index, better);
      place = i32x4.add(place, i32x4.splat(1));
    }
  }
  v128.store(y, most);
  v128.store(indices, index);
}

/** Windows of 2x2, 2 apart, four at a time, of at least four; the last four may repeat some. */
function halveRow(from: usize, start: i32, width: i32, outWidth: i32, y: usize, indices: usize): void {
  for (let next = 0; next < outWidth; next += 4) {
    const j = min<i32>(next, outWidth - 4);
    const at = from + ((<usize>(start + 2 * j)) << 2);
    const below = at + ((<usize>width) << 2);
    const a0 = v128.load(at);
    const a1 = v128.load(at, 16);
    const b0 = v128.load(below);
    const b1 = v128.load(below, 16);
    const to = (<usize>j) << 2;
    storeLargest(a0, a1, b0, b1, start + 2 * j, width, y + to, indices + to);
  }
}

/**
 * The largest of four windows of 2x2, side by side in two times eight numbers of which the first lies at `place` in its
 * plane; and where it lies, unless `indices` is 0.
 */
export function storeLargest(
  a0: v128,
  a1: v128,
  b0: v128,
  b1: v128,
  place: i32,
  width: i32,
  y: usize,
  indices: usize,
): void {
  let most = v128.shuffle<f32>(a0, a1, 0, 2, 4, 6);
  const second = v128.shuffle<f32>(a0, a1, 1, 3, 5, 7);
  const third = v128.shuffle<f32>(b0, b1, 0, 2, 4, 6);
  const fourth = v128.shuffle<f32>(b0, b1, 1, 3, 5, 7);
  const here = i32x4.add(i32x4.splat(place), i32x4(0, 2, 4, 6));
  let index = here;
  let better = f32x4.gt(second, most);
  most = v128.bitselect(second, most, better);
  index = i32x4.sub(index, better);
  better = f32x4.gt(third, most);
  most = v128.bitselect(third, most, better);
  index = v128.bitselect(i32x4.add(here, i32x4.splat(width)), index, better);
  better = f32x4.gt(fourth, most);
  most = v128.bitselect(fourth, most, better);
  index = v128.bitselect(i32x4.add(here, i32x4.splat(width + 1)), index, better);
  v128.store(y, most);
  if (indices) v128.store(indices, index);
}

/** Adds each dy at its window's index, in their order; a tile is some planes. */
export function maxPoolingGradient(record: usize, tile: i32): void {
  const dy = address(record, 0);
  const indices = address(record, 1);
  const dx = address(record, 2);
  const height = integer(record, 3);
  const width = integer(record, 4);
  const outHeight = integer(record, 5);
  const outWidth = integer(record, 6);
  const halving = integer(record, 7);
  const size = height * width;
  const outSize = outHeight * outWidth;
  const end = tileEnd(record, tile);
  for (let plane = tileBegin(record, tile); plane < end; plane++) {
    const to = dx + ((<usize>plane * size) << 2);
    const at = (<usize>plane * outSize) << 2;
    if (halving) {
      spreadPlane(dy + at, indices + at, to, height, width, outHeight, outWidth);
      continue;
    }
    clear(to, size);
    for (let p: usize = 0; p < (<usize>outSize) << 2; p += 4) {
      const place = load<u32>(indices + at + p);
      if (place >= <u32>size) continue;
      const sum = to + ((<usize>place) << 2);
      store<f32>(sum, load<f32>(sum) + load<f32>(dy + at + p));
    }
  }
}

/** Windows of 2x2, 2 apart, do not overlap: each input is written once, or again with the same. */
function spreadPlane(
  dy: usize,
  indices: usize,
  dx: usize,
  height: i32,
  width: i32,
  outHeight: i32,
  outWidth: i32,
): void {
  for (let i = 0; i < outHeight; i++, dy += (<usize>outWidth) << 2, indices += (<usize>outWidth) << 2) {
    const start = 2 * i * width;
    for (let next = 0; next < outWidth; next += 4) {
      const j = min<i32>(next, outWidth - 4);
      const gradient = v128.load(dy + ((<usize>j) << 2));
      const index = v128.load(indices + ((<usize>j) << 2));
      const here = i32x4.add(i32x4.splat(start + 2 * j), i32x4(0, 2, 4, 6));
      const at = dx + ((<usize>(start + 2 * j)) << 2);
      spread(at, gradient, index, here);
      spread(at + ((<usize>width) << 2), gradient, index, i32x4.add(here, i32x4.splat(width)));
    }
    if (width > 2 * outWidth) {
      for (let row = 0; row < 2; row++) {
        clear(dx + ((<usize>(start + row * width + 2 * outWidth)) << 2), width - 2 * outWidth);
      }
    }
  }
  clear(dx + ((<usize>(2 * outHeight * width)) << 2), (height - 2 * outHeight) * width);
}

function spread(at: usize, gradient: v128, index: v128, here: v128): void {
  const even = v128.and(gradient, i32x4.eq(index, here));
  const odd = v128.and(gradient, i32x4.eq(index, i32x4.add(here, i32x4.splat(1))));
  v128.store(at, v128.shuffle<f32>(even, odd, 2, 6, 3, 7), 16);
  v128.store(at, v128.shuffle<f32>(even, odd, 0, 4, 1, 5));
}
