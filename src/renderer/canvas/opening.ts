/** What of the canvas is shown: the offset of its corner in pixels, and the zoom. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** A rectangle on the canvas, in its own units. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Smaller than this, a node's text cannot be read. */
const READABLE = 0.55;
const MARGIN = 40;

/** The box round some others; null where there are none. */
export function boxAround(boxes: Iterable<Box>): Box | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return left > right ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * How a project is first shown: whole where its text can then be read; else its beginning, the network's upper end in
 * the middle.
 */
export function openingCamera(
  all: Box | null,
  first: Box | null,
  size: { readonly width: number; readonly height: number },
): Camera {
  if (all === null) return { x: size.width / 2, y: MARGIN, zoom: 1 };
  const zoom = Math.min(
    1,
    (size.width - 2 * MARGIN) / Math.max(all.width, 1),
    (size.height - 2 * MARGIN) / Math.max(all.height, 1),
  );
  if (zoom >= READABLE) return centred(all, zoom, size);
  const start = first ?? all;
  const narrow = Math.min(1, (size.width - 2 * MARGIN) / Math.max(all.width, 1));
  const near = Math.max(narrow, 0.8);
  return {
    x: size.width / 2 - (start.x + start.width / 2) * near,
    y: MARGIN - start.y * near,
    zoom: near,
  };
}

function centred(box: Box, zoom: number, size: { readonly width: number; readonly height: number }): Camera {
  return {
    x: size.width / 2 - (box.x + box.width / 2) * zoom,
    y: size.height / 2 - (box.y + box.height / 2) * zoom,
    zoom,
  };
}

/** The camera moved just so far that a box is seen; the same one where it is seen already. */
export function cameraShowing(
  box: Box,
  camera: Camera,
  size: { readonly width: number; readonly height: number },
): Camera {
  const { zoom } = camera;
  const x = shifted(camera.x, box.x * zoom, (box.x + box.width) * zoom, size.width);
  const y = shifted(camera.y, box.y * zoom, (box.y + box.height) * zoom, size.height);
  return x === camera.x && y === camera.y ? camera : { x, y, zoom };
}

function shifted(offset: number, start: number, end: number, length: number): number {
  if (start + offset < MARGIN) return MARGIN - start;
  if (end + offset > length - MARGIN) return Math.max(length - MARGIN - end, MARGIN - start);
  return offset;
}
