import { DOCUMENT_LIMITS } from '../../shared/document.ts';

/**
 * A place on the canvas, in its own units: pixels at 100 %. A node's is the middle of its upper edge, not its corner:
 * nodes of any width with one x stand in one column, their wires straight.
 */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** The place in whole pixels, as files keep it and no farther than they may say; 0 for what is no number. */
export function wholePixels({ x, y }: Position): { x: number; y: number } {
  return { x: whole(x), y: whole(y) };
}

function whole(value: number): number {
  // Adding 0 turns -0 into 0, which a file could not hold.
  const within = Math.min(Math.max(value, -DOCUMENT_LIMITS.position), DOCUMENT_LIMITS.position);
  return Number.isFinite(value) ? Math.round(within) + 0 : 0;
}
