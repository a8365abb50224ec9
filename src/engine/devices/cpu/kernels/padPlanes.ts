import { clear, copy } from './vector';

/**
 * Lays planes of `height` x `width` into planes of `toHeight` x `toWidth`: element (i, j) goes to (top + i, left + j)
 * where that lies within; all else is 0. `top` and `left` may be below 0.
 */
export function padPlanes(
  from: usize,
  count: i32,
  height: i32,
  width: i32,
  to: usize,
  toHeight: i32,
  toWidth: i32,
  top: i32,
  left: i32,
): void {
  for (let plane = 0; plane < count; plane++) {
    for (let row = 0; row < toHeight; row++, to += (<usize>toWidth) << 2) {
      const i = row - top;
      if (i < 0 || i >= height) clear(to, toWidth);
      else padRow(from + ((<usize>(i * width)) << 2), width, to, toWidth, left);
    }
    from += (<usize>(height * width)) << 2;
  }
}

function padRow(from: usize, width: i32, to: usize, toWidth: i32, left: i32): void {
  const lead = min<i32>(max<i32>(left, 0), toWidth);
  const skipped = max<i32>(-left, 0);
  const count = max<i32>(min<i32>(width - skipped, toWidth - lead), 0);
  clear(to, lead);
  copy(to + ((<usize>lead) << 2), from + ((<usize>skipped) << 2), count);
  clear(to + ((<usize>(lead + count)) << 2), toWidth - lead - count);
}
