import type { Analysis } from '../../engine/graph/analyse.ts';
import type { GraphDocument, Wire } from '../../shared/document.ts';
import type { Problem } from '../../shared/problem.ts';
import { wireKey } from '../store/documentStore.ts';
import { detour } from './detour.ts';
import { type NodeView, type PortView, shapeFrom } from './nodeView.ts';
import type { Box } from './opening.ts';
import { shapeText } from './shapeText.ts';

/** A wire as it is drawn. */
export interface WireView {
  /** Its key, with a number behind it where a file brings several wires into one input. */
  readonly id: string;
  readonly key: string;
  readonly wire: Wire;
  /** The shape it carries; `?` where it is not known. */
  readonly text: string;
  /** What is wrong with it, in one sentence. */
  readonly fault: string | null;
  /** How far it swings aside so as not to run behind nodes, as `detour` says. */
  readonly detour: number;
}

/** Most wires drawn into one input; all but one of them are faults. */
const MOST_ALIKE = 8;

/** The wires to draw: those whose two ends are ports that are drawn. */
export function wireViews(
  { nodes, wires }: GraphDocument,
  views: ReadonlyMap<string, NodeView>,
  shaped: Analysis['shaped'],
): WireView[] {
  const boxes = boxesOf(nodes, views);
  const seen = new Map<string, number>();
  return wires.flatMap((wire) => {
    const source = views.get(wire.from.node);
    const target = views.get(wire.to.node);
    if (!source || !target || !hasPort(source.outputs, wire.from.port)) return [];
    const key = wireKey(wire);
    const before = seen.get(key) ?? 0;
    if (before === MOST_ALIKE || !hasPort(target.inputs, wire.to.port)) return [];
    seen.set(key, before + 1);
    const shape = shapeFrom(wire.from, shaped);
    return [
      {
        id: before === 0 ? key : `${key} ${before}`,
        key,
        wire,
        text: shape === undefined ? '?' : shapeText(shape),
        fault: wireFaultSentence(wire, source, target),
        detour: detourOf(wire, source, target, boxes),
      },
    ];
  });
}

function hasPort(ports: readonly PortView[], port: string): boolean {
  return ports.some(({ name }) => name === port);
}

/** Where each node is drawn, by id. */
function boxesOf(
  nodes: GraphDocument['nodes'],
  views: ReadonlyMap<string, NodeView>,
): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>();
  for (const { id, position } of nodes) {
    const view = views.get(id);
    if (!view || !position || boxes.has(id)) continue;
    const { width, height } = view;
    boxes.set(id, { x: position.x - width / 2, y: position.y, width, height });
  }
  return boxes;
}

/** Only a wire over more than a row's distance has nodes between its ends. */
const ROW = 110;

function detourOf(
  { from, to }: Wire,
  source: NodeView,
  target: NodeView,
  boxes: ReadonlyMap<string, Box>,
): number {
  const [start, end] = [boxes.get(from.node), boxes.get(to.node)];
  if (!start || !end || end.y - start.y - start.height < ROW) return 0;
  const output = source.outputs.find(({ name }) => name === from.port)?.place ?? 0;
  const input = target.inputs.find(({ name }) => name === to.port)?.place ?? 0;
  const begin = { x: start.x + output, y: start.y + start.height };
  return detour(begin, { x: end.x + input, y: end.y }, boxes.values());
}

/** What a screen reader says of a wire. */
export function spokenWire({ wire, text, fault }: WireView): string {
  const shape = text === '?' ? 'shape not known' : text;
  const said = `Wire from ${wire.from.node} to ${wire.to.node}, ${shape}`;
  return fault === null ? said : `${said}. Fault: ${fault}`;
}

function wireFaultSentence({ from, to }: Wire, source: NodeView, target: NodeView): string | null {
  const fault = target.faults.find((problem) => concerns(problem, to.port, target));
  if (fault) return fault.message;
  const stray =
    source.outputs.some(({ name, stray }) => stray && name === from.port) ||
    target.inputs.some(({ name, stray }) => stray && name === to.port);
  return stray ? `There is no such port: ${from.node}.${from.port} to ${to.node}.${to.port}` : null;
}

/** Whether a node's problem is about the wire into a port: it names the port, or its only input does not fit. */
function concerns({ code, port, param }: Problem, wired: string, { inputs }: NodeView): boolean {
  if (code === 'missing-wire') return false;
  if (port !== undefined) return port === wired;
  return code === 'shape-mismatch' && param === undefined && inputs.length === 1;
}
