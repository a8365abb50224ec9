import { shownCanvas } from './flow.ts';
import { handlePort } from './portHandle.ts';
import type { FlowNode, FlowWire } from './scene.ts';
import { PORT } from './scene.ts';
import { type Curve, distanceTo, isNear, type Point, wireCurve } from './wireCurve.ts';

/** The id of the node at a place, given in pixels from the canvas's corner. */
export function nodeAt(place: Point): string | null {
  const canvas = shownCanvas();
  if (!canvas) return null;
  const { left, top } = canvas.element.getBoundingClientRect();
  const at = canvas.instance.screenToFlowPosition({ x: place.x + left, y: place.y + top });
  const [found] = canvas.instance.getIntersectingNodes({ ...at, width: 1, height: 1 });
  return found?.data.view.id ?? null;
}

/** The key of the wire that passes within `reach` of a place on the canvas; the nearest one, or null. */
export function wireNear(
  place: Point,
  reach: number,
  nodes: readonly FlowNode[],
  wires: readonly FlowWire[],
  except: string | null = null,
): string | null {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  let best: string | null = null;
  let least = reach;
  for (const wire of wires) {
    if (wire.source === except || wire.target === except) continue;
    const curve = curveOf(wire, byId);
    if (curve === null || !isNear(curve, place, reach)) continue;
    const distance = distanceTo(curve, place);
    if (distance <= least) [best, least] = [wire.data?.view.key ?? null, distance];
  }
  return best;
}

/** A wire's course, from where its ends are now; null where one of them is missing. */
export function curveOf(wire: FlowWire, nodes: ReadonlyMap<string, FlowNode>): Curve | null {
  const source = nodes.get(wire.source);
  const target = nodes.get(wire.target);
  if (!source || !target) return null;
  const output = handlePort(wire.sourceHandle ?? '');
  const input = handlePort(wire.targetHandle ?? '');
  const from = source.data.view.outputs.find(({ name }) => name === output);
  const to = target.data.view.inputs.find(({ name }) => name === input);
  if (!from || !to) return null;
  return wireCurve(
    { x: left(source) + from.place, y: source.position.y + source.data.view.height + PORT / 2 },
    { x: left(target) + to.place, y: target.position.y - PORT / 2 },
    wire.data?.view.detour ?? 0,
  );
}

/** A node's position is the middle of its upper edge. */
function left({ position, data }: FlowNode): number {
  return position.x - data.view.width / 2;
}
