import type { Wire } from '../../shared/document.ts';
import { analysisOf } from '../store/analysisStore.ts';
import { useDocument, wireKey } from '../store/documentStore.ts';
import { drawWire, goTo } from './canvasEdits.ts';
import { say } from './canvasStore.ts';
import { endConnect, useConnect } from './connectStore.ts';
import { byNearness, connectTargets, endKey, type PortEnd, wireBetween } from './connectTargets.ts';
import { shapeFault } from './fit.ts';
import { currentViews, middleOf, showNode } from './flow.ts';
import { wiringOf } from './wiring.ts';

/** Begins to draw a wire from a port: by keys, or by a press on the port and one on where it leads. */
export function startKeyConnect(start: PortEnd): void {
  const { document } = useDocument.getState();
  const wiring = wiringOf(document.wires);
  const drawn = new Set(document.wires.map(wholeKey));
  const targets = connectTargets(start, currentViews(), wiring).filter(
    (end) => !drawn.has(wholeKey(wireBetween(start, end))),
  );
  if (targets.length === 0) {
    say(`No port takes a wire from ${start.node}.`);
    return;
  }
  const taken = new Set(document.wires.map(wireKey));
  const offered = byNearness(
    targets,
    start,
    ({ node }) => middleOf(node),
    (end) => end.side === 'input' && taken.has(wireKey({ to: end })),
  );
  useConnect.setState({
    start,
    open: new Set(targets.map(endKey)),
    offered,
    chosen: 0,
    byKeys: true,
  });
  showNode(offered[0].node);
  say(
    `Wire from ${portWords(start)}. ${describeChosen()} Arrow keys choose, Enter connects, Escape cancels.`,
  );
}

/** Begins at a node's first port: an output, or an input where it has none. */
export function startAtNode(id: string): void {
  const view = currentViews().get(id);
  const output = view?.outputs[0];
  const input = view?.inputs[0];
  if (output) startKeyConnect({ node: id, port: output.name, side: 'output' });
  else if (input) startKeyConnect({ node: id, port: input.name, side: 'input' });
  else say(`${id} has no port.`);
}

/** Chooses another target: the next one, or the one before. */
export function chooseTarget(step: number): void {
  const { offered, chosen } = useConnect.getState();
  if (offered.length === 0) return;
  useConnect.setState({ chosen: (chosen + step + offered.length) % offered.length });
  showNode(offered[useConnect.getState().chosen].node);
  say(describeChosen());
}

/** Draws the wire to the chosen target, or to `end`. */
export function finishConnect(end: PortEnd | null = null): void {
  const { start, offered, chosen, open } = useConnect.getState();
  const target = end ?? offered[chosen];
  if (start === null || target === undefined || !open.has(endKey(target))) return;
  endConnect();
  if (!drawWire(wireBetween(start, target))) return;
  goTo(start.node);
  say(`Connected ${portWords(start)} to ${portWords(target)}.`);
}

/** Gives the wire up. */
export function cancelConnect(): void {
  if (useConnect.getState().start === null) return;
  endConnect();
  say('No wire drawn.');
}

/** Names a wire by both its ends. */
function wholeKey(wire: Wire): string {
  return `${wire.from.node}.${wire.from.port} ${wireKey(wire)}`;
}

/** `conv2 input, fits. 1 of 12.` */
function describeChosen(): string {
  const { start, offered, chosen } = useConnect.getState();
  const target = offered[chosen];
  if (start === null || target === undefined) return '';
  const { document } = useDocument.getState();
  const wire = wireBetween(start, target);
  const taken = document.wires.find((other) => wireKey(other) === wireKey(wire));
  const fault = shapeFault(document, analysisOf(document).shaped, wire);
  const place = taken ? `, now fed by ${taken.from.node}` : '';
  const fit = fault === null ? '' : ` Will not fit: ${fault.message}.`;
  return `${portWords(target)}${place}, ${chosen + 1} of ${offered.length}.${fit}`;
}

function portWords({ node, port }: PortEnd): string {
  return `${node} ${port}`;
}
