import { clear, copy } from './vector';

/**
 * Lays planes of `height` x `width` into planes of `toHeight` x `toWidth`: element (i, j) goes to
 * (top + i * stepH, left + j * stepW) where that lies within; all else is 0. `top` and `left` may be below 0.
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
  stepH: i32,
  stepW: i32,
): void {
  for (let plane = 0; plane < count; plane++) {
    for (let row = 0; row < toHeight; row++, to += (<usize>toWidth) << 2) {
      const place = row - top;
      const i = place / stepH;
      if (place < 0 || i >= height || i * stepH !== place) clear(to, toWidth);
      else padRow(from + ((<usize>(i * width)) << 2), width, to, toWidth, left, stepW);
    }
    from += (<usize>(height * width)) << 2;
  }
}

function padRow(from: usize, width: i32, to: usize, toWidth: i32, left: i32, step: i32): void {
  if (step === 1) {
    const lead = min<i32>(max<i32>(left, 0), toWidth);
    const skipped = max<i32>(-left, 0);
    const count = max<i32>(min<i32>(width - skipped, toWidth - lead), 0);
    clear(to, lead);
    copy(to + ((<usize>lead) << 2), from + ((<usize>skipped) << 2), count);
    clear(to + ((<usize>(lead + count)) << 2), toWidth - lead - count);
    return;
  }
  clear(to, toWidth);
  for (let j = 0; j < width; j++) {
    const place = left + j * step;
    if (<u32>place < <u32>toWidth)
      store<f32>(to + ((<usize>place) << 2), load<f32>(from + ((<usize>j) << 2)));
  }
}
