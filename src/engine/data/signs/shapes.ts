/** Points as x, y, x, y …; x to the right, y down. */
export type Points = readonly number[];

/** Red, green, blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/**
 * A painted shape: a polygon grown by `radius` (which rounds its corners), or an open line of half-width
 * `radius`. A disc is a line of one point.
 */
export interface Shape {
  readonly colour: Colour;
  readonly points: Points;
  readonly closed: boolean;
  readonly radius: number;
}

export function disc(colour: Colour, x: number, y: number, radius: number): Shape {
  return { colour, points: [x, y], closed: false, radius };
}

export function polygon(colour: Colour, points: Points, radius = 0): Shape {
  return { colour, points, closed: true, radius };
}

export function stroke(colour: Colour, width: number, points: Points): Shape {
  return { colour, points, closed: false, radius: width / 2 };
}

/** An axis-aligned box. */
export function box(colour: Colour, left: number, top: number, right: number, bottom: number): Shape {
  return polygon(colour, [left, top, right, top, right, bottom, left, bottom]);
}

/** Points along a quadratic Bézier curve: start, control, end. */
export function bend(x0: number, y0: number, x1: number, y1: number, x2: number, y2: number): Points {
  const points: number[] = [];
  for (let i = 0; i <= 8; i++) {
    const t = i / 8;
    const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    points.push(a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2);
  }
  return points;
}

/** The unit circle in 24 steps of 15 degrees, by turning one step at a time: sums and products only. */
const circle: Points = (() => {
  const [cosine, sine] = [0.9659258262890683, 0.25881904510252074];
  const points = [1, 0];
  for (let i = 1; i < 24; i++) {
    const [x, y] = [points[2 * i - 2], points[2 * i - 1]];
    points.push(x * cosine - y * sine, x * sine + y * cosine);
  }
  return points;
})();

/**
 * Points along an ellipse, from one step of 15 degrees to another; 0 points right, 6 down, 12 left, 18 up.
 */
export function arc(x: number, y: number, across: number, down: number, from: number, to: number): Points {
  const points: number[] = [];
  const turn = Math.sign(to - from);
  for (let i = 0; i <= Math.abs(to - from); i++) {
    const step = (((from + i * turn) % 24) + 24) % 24;
    points.push(x + across * circle[2 * step], y + down * circle[2 * step + 1]);
  }
  return points;
}

/** The same shapes, scaled and then moved; a negative `across` mirrors them. */
export function place(
  shapes: readonly Shape[],
  x: number,
  y: number,
  across: number,
  down = Math.abs(across),
): Shape[] {
  const scale = Math.sqrt(Math.abs(across * down));
  return shapes.map((shape) => ({
    ...shape,
    points: shape.points.map((value, i) => (i % 2 === 0 ? x + value * across : y + value * down)),
    radius: shape.radius * scale,
  }));
}

/** The same shapes in another colour. */
export function tint(shapes: readonly Shape[], colour: Colour): Shape[] {
  return shapes.map((shape) => ({ ...shape, colour }));
}

/** How far a point is from a shape's edge; negative inside. */
export function distance({ points, closed, radius }: Shape, x: number, y: number): number {
  const count = points.length / 2;
  if (count === 1) {
    const [dx, dy] = [x - points[0], y - points[1]];
    return Math.sqrt(dx * dx + dy * dy) - radius;
  }
  let nearest = Number.POSITIVE_INFINITY;
  let inside = false;
  for (let i = closed ? 0 : 1, j = closed ? count - 1 : 0; i < count; j = i++) {
    const ax = points[2 * j];
    const ay = points[2 * j + 1];
    const by = points[2 * i + 1];
    const dx = points[2 * i] - ax;
    const dy = by - ay;
    const length = dx * dx + dy * dy;
    const along = length > 0 ? ((x - ax) * dx + (y - ay) * dy) / length : 0;
    const t = along < 0 ? 0 : along > 1 ? 1 : along;
    const ex = x - ax - t * dx;
    const ey = y - ay - t * dy;
    nearest = Math.min(nearest, ex * ex + ey * ey);
    if (closed && ay > y !== by > y && x < ax + ((y - ay) / dy) * dx) inside = !inside;
  }
  const edge = Math.sqrt(nearest);
  return (inside ? -edge : edge) - radius;
}
