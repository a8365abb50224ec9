import { address, integer, tileBegin, tileEnd } from './record';
import { clear, laneSum, zero } from './vector';

/** The mean of each window; a tile is some planes. */
export function averagePooling(record: usize, tile: i32): void {
  const x = address(record, 0);
  const y = address(record, 1);
  walk(record, tile, x, y, false);
}

/** Spreads each dy evenly over its window, windows in their order; a tile is some planes. */
export function averagePoolingGradient(record: usize, tile: i32): void {
  const dy = address(record, 0);
  const dx = address(record, 1);
  walk(record, tile, dx, dy, true);
}

/** Visits the windows of a tile's planes; `inner` is the plane they lie in, `outer` holds one number a window. */
function walk(record: usize, tile: i32, inner: usize, outer: usize, spreading: bool): void {
  const height = integer(record, 2);
  const width = integer(record, 3);
  const outHeight = integer(record, 4);
  const outWidth = integer(record, 5);
  const kernelH = integer(record, 6);
  const kernelW = integer(record, 7);
  const strideH = integer(record, 8);
  const strideW = integer(record, 9);
  const padH = integer(record, 10);
  const padW = integer(record, 11);
  const countPadding = integer(record, 12);
  const end = tileEnd(record, tile);
  for (let plane = tileBegin(record, tile); plane < end; plane++) {
    const at = inner + ((<usize>plane * height * width) << 2);
    let place = outer + ((<usize>plane * outHeight * outWidth) << 2);
    if (spreading) clear(at, height * width);
    for (let i = 0; i < outHeight; i++) {
      const paddedTop = i * strideH - padH;
      const paddedBottom = min<i32>(paddedTop + kernelH, height + padH);
      const top = max<i32>(paddedTop, 0);
      const bottom = min<i32>(paddedBottom, height);
      for (let j = 0; j < outWidth; j++, place += 4) {
        const paddedLeft = j * strideW - padW;
        const paddedRight = min<i32>(paddedLeft + kernelW, width + padW);
        const left = max<i32>(paddedLeft, 0);
        const right = min<i32>(paddedRight, width);
        const area = countPadding
          ? (paddedBottom - paddedTop) * (paddedRight - paddedLeft)
          : (bottom - top) * (right - left);
        const corner = at + ((<usize>(top * width + left)) << 2);
        if (spreading) addWindow(corner, width, bottom - top, right - left, load<f32>(place) / <f32>area);
        else store<f32>(place, sumWindow(corner, width, bottom - top, right - left) / <f32>area);
      }
    }
  }
}

function sumWindow(at: usize, width: i32, rows: i32, columns: i32): f32 {
  let sum: f32 = 0;
  for (let row = 0; row < rows; row++) sum += sumRow(at + ((<usize>(row * width)) << 2), columns);
  return sum;
}

function sumRow(from: usize, count: i32): f32 {
  const end = from + ((<usize>count) << 2);
  let lanes = zero();
  for (; from + 16 <= end; from += 16) lanes = f32x4.add(lanes, v128.load(from));
  let sum = laneSum(lanes);
  for (; from < end; from += 4) sum += load<f32>(from);
  return sum;
}

function addWindow(at: usize, width: i32, rows: i32, columns: i32, share: f32): void {
  const shares = f32x4.splat(share);
  for (let row = 0; row < rows; row++, at += (<usize>width) << 2) {
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      const place = at + ((<usize>column) << 2);
      v128.store(place, f32x4.add(v128.load(place), shares));
    }
    for (; column < columns; column++) {
      const place = at + ((<usize>column) << 2);
      store<f32>(place, load<f32>(place) + share);
    }
  }
}
