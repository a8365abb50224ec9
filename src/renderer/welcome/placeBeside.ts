/** A rectangle on the screen, in pixels. */
export interface ScreenBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** From what a card points at to the card, and from the card to the window's edge. */
const GAP = 14;
const MARGIN = 12;

/**
 * Where a card stands: at a side of its target where there is room, its middle at the target's; else in the lower part
 * of it. Always wholly in the window, where that is large enough. Without a target: in the window's middle.
 *
 * @param first the sides that are tried first: left and right of it, or above and below
 */
export function placeBeside(
  target: ScreenBox | null,
  card: Size,
  window: Size,
  first: 'beside' | 'below',
): { readonly left: number; readonly top: number } {
  const box = target ?? { left: 0, top: 0, ...window };
  const { left, top, width, height } = box;
  const middle = {
    left: clamp(left + (width - card.width) / 2, window.width - card.width),
    top: clamp(top + (height - card.height) / 2, window.height - card.height),
  };
  const beside = [
    { left: left + width + GAP, top: middle.top },
    { left: left - GAP - card.width, top: middle.top },
  ];
  const below = [
    { left: middle.left, top: top + height + GAP },
    { left: middle.left, top: top - GAP - card.height },
  ];
  const sides = first === 'below' ? [...below, ...beside] : [...beside, ...below];
  const free = sides.find((side) => isWithin(side, card, window));
  if (free !== undefined) return free;
  const inside = target === null ? middle.top : top + height - card.height - 3 * GAP;
  return { left: middle.left, top: clamp(inside, window.height - card.height) };
}

/** The ring round a target, in the window: outside a small one, within a large one, that it covers no neighbour. */
export function ringAround({ left, top, width, height }: ScreenBox, window: Size): ScreenBox {
  const grown = Math.max(width, height) > 200 ? 0 : 3;
  const x = Math.max(left - grown, 2);
  const y = Math.max(top - grown, 2);
  return {
    left: x,
    top: y,
    width: Math.max(0, Math.min(left + width + grown, window.width - 2) - x),
    height: Math.max(0, Math.min(top + height + grown, window.height - 2) - y),
  };
}

function isWithin({ left, top }: { left: number; top: number }, card: Size, window: Size): boolean {
  return (
    left >= MARGIN &&
    top >= MARGIN &&
    left + card.width <= window.width - MARGIN &&
    top + card.height <= window.height - MARGIN
  );
}

function clamp(value: number, most: number): number {
  return Math.max(MARGIN, Math.min(value, most - MARGIN));
}
