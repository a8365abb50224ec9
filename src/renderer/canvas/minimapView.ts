import type { Box, Camera } from './opening.ts';
import { boxAround } from './opening.ts';
import type { Point } from './wireCurve.ts';

/** How the canvas's units become pixels of the overview: `x * scale + left`. */
export interface MinimapView {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

const MARGIN = 6;

/** The part of the canvas that is seen. */
export function seenBox(
  { x, y, zoom }: Camera,
  { width, height }: { readonly width: number; readonly height: number },
): Box {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}

/** The overview's scale: all nodes and what is seen fit into it, in its middle. */
export function minimapView(
  nodes: Box | null,
  seen: Box,
  size: { readonly width: number; readonly height: number },
): MinimapView {
  const all = boxAround(nodes ? [nodes, seen] : [seen]) as Box;
  const scale = Math.min(
    (size.width - 2 * MARGIN) / Math.max(all.width, 1),
    (size.height - 2 * MARGIN) / Math.max(all.height, 1),
  );
  return {
    scale,
    left: (size.width - all.width * scale) / 2 - all.x * scale,
    top: (size.height - all.height * scale) / 2 - all.y * scale,
  };
}

/** The place of the canvas that a pixel of the overview stands for. */
export function placeOn({ scale, left, top }: MinimapView, { x, y }: Point): Point {
  return { x: (x - left) / scale, y: (y - top) / scale };
}
