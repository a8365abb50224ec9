/** An item of a list under a search field. */
export interface Pickable {
  readonly key: string;
  readonly isDisabled?: boolean;
}

const PAGE = 8;

/**
 * The item that a key leads to; null where it leads nowhere. Home is the first one while nothing is chosen, else it
 * moves in the field. Disabled items are passed over, and from the last one the way leads round to the first.
 */
export function nextPick(items: readonly Pickable[], from: string | null, key: string): string | null {
  const enabled = items.filter(({ isDisabled }) => !isDisabled).map((item) => item.key);
  const last = enabled.length - 1;
  if (last < 0) return null;
  const at = from === null ? -1 : enabled.indexOf(from);
  switch (key) {
    case 'ArrowDown':
      return enabled[at === last ? 0 : at + 1];
    case 'ArrowUp':
      return enabled[at <= 0 ? last : at - 1];
    case 'PageDown':
      return enabled[Math.min(last, at + PAGE)];
    case 'PageUp':
      return enabled[Math.max(0, at - PAGE)];
    case 'Home':
      return from === null ? enabled[0] : null;
    default:
      return null;
  }
}
