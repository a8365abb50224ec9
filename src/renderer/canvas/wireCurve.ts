/** A place on the canvas, in its own units. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A wire's course: a cubic curve from an output at the bottom of one node to an input at the top of another. */
export interface Curve {
  readonly from: Point;
  readonly leaving: Point;
  readonly arriving: Point;
  readonly to: Point;
}

/** How far above its end a wire carries its label. */
const LABEL_DISTANCE = 21;
const SHORTEST_REACH = 26;
const LONGEST_REACH = 110;
/** A wire that leads back up goes round its own nodes by so much. */
const WAY_BACK = 170;
const NEARLY_STRAIGHT = 90;
/** How far such a curve swings, of how far its handles do. */
const SWING = 0.75;
const SAMPLES = 24;

/** The course of a wire. It swings aside by `detour` pixels in its middle, to the left where that is negative. */
export function wireCurve(from: Point, to: Point, detour: number): Curve {
  const down = to.y - from.y;
  const forward = down >= 0;
  const reach = forward
    ? Math.min(Math.max(down * 0.45, SHORTEST_REACH), LONGEST_REACH)
    : Math.min(60 - down * 0.35, 2.5 * LONGEST_REACH);
  const isLoop = !forward && Math.abs(to.x - from.x) < NEARLY_STRAIGHT;
  const aside = isLoop ? WAY_BACK : forward ? detour / SWING : 0;
  return {
    from,
    leaving: { x: from.x + aside, y: from.y + reach },
    arriving: { x: to.x + aside, y: to.y - reach },
    to,
  };
}

/** The curve as SVG draws it. */
export function curvePath({ from, leaving, arriving, to }: Curve): string {
  return `M${from.x},${from.y} C${leaving.x},${leaving.y} ${arriving.x},${arriving.y} ${to.x},${to.y}`;
}

/** Where the wire's label has its middle: near its end, where no other wire arrives. */
export function labelPlace(curve: Curve): Point {
  const { from, to } = curve;
  if (to.y - from.y < 2 * LABEL_DISTANCE) return pointOn(curve, 0.5);
  const y = to.y - LABEL_DISTANCE;
  let low = 0.5;
  let high = 1;
  for (let i = 0; i < 10; i++) {
    const middle = (low + high) / 2;
    if (pointOn(curve, middle).y < y) low = middle;
    else high = middle;
  }
  return { x: pointOn(curve, high).x, y };
}

/** The distance of a place from the wire. */
export function distanceTo(curve: Curve, place: Point): number {
  let nearest = Number.POSITIVE_INFINITY;
  let before = curve.from;
  for (let i = 1; i <= SAMPLES; i++) {
    const next = pointOn(curve, i / SAMPLES);
    nearest = Math.min(nearest, distanceToLine(place, before, next));
    before = next;
  }
  return nearest;
}

/** Whether a place lies in the box round the wire, grown by `margin`: a quick look before `distanceTo`. */
export function isNear({ from, leaving, arriving, to }: Curve, { x, y }: Point, margin: number): boolean {
  const points = [from, leaving, arriving, to];
  return (
    points.some((point) => point.x >= x - margin) &&
    points.some((point) => point.x <= x + margin) &&
    points.some((point) => point.y >= y - margin) &&
    points.some((point) => point.y <= y + margin)
  );
}

function pointOn({ from, leaving, arriving, to }: Curve, t: number): Point {
  const s = 1 - t;
  const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return {
    x: a * from.x + b * leaving.x + c * arriving.x + d * to.x,
    y: a * from.y + b * leaving.y + c * arriving.y + d * to.y,
  };
}

function distanceToLine(place: Point, start: Point, end: Point): number {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((place.x - start.x) * dx + (place.y - start.y) * dy) / length;
  const t = Math.min(Math.max(along, 0), 1);
  return Math.hypot(place.x - start.x - t * dx, place.y - start.y - t * dy);
}
