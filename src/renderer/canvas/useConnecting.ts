import type { Connection, Edge, FinalConnectionState, OnConnectStartParams } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import type { PortReference } from '../../shared/problem.ts';
import { openQuickSearch } from '../palette/quickSearchStore.ts';
import { useDocument, wireKey } from '../store/documentStore.ts';
import { notify } from '../store/viewStore.ts';
import { cutWires, drawWire } from './canvasEdits.ts';
import { showTip } from './canvasStore.ts';
import { endConnect, useConnect } from './connectStore.ts';
import { connectTargets, endKey, type PortEnd, portForDrop, wireBetween } from './connectTargets.ts';
import { currentViews, shownCanvas } from './flow.ts';
import { nodeAt } from './hitTest.ts';
import { handlePort } from './portHandle.ts';
import type { FlowWire } from './scene.ts';
import { wireHint } from './wireHint.ts';
import { wiringOf } from './wiring.ts';

/** Drawing wires by pointer: from port to port, to a node, into the open; and moving the end of one. */
export function useConnecting() {
  const movedWire = useRef<string | null>(null);
  return useMemo(
    () => ({
      onConnectStart: (_event: unknown, params: OnConnectStartParams) => begin(params),
      isValidConnection: (connection: Connection | Edge) => {
        const { start, open } = useConnect.getState();
        return start !== null && open.has(endKey(otherEnd(start, connection)));
      },
      onConnect: (connection: Connection) => {
        const { start } = useConnect.getState();
        if (start !== null) drawWire(wireBetween(start, otherEnd(start, connection)));
      },
      onReconnectStart: (_event: unknown, wire: FlowWire) => {
        movedWire.current = wire.data?.view.key ?? null;
      },
      onReconnect: (_wire: FlowWire, connection: Connection) => {
        const { start } = useConnect.getState();
        if (start !== null) moveWire(start, otherEnd(start, connection), movedWire.current);
      },
      onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
        const { start } = useConnect.getState();
        if (start !== null && !state.isValid) letGo(start, event, state as Landing, movedWire.current);
        endConnect();
      },
      onReconnectEnd: () => {
        movedWire.current = null;
      },
    }),
    [],
  );
}

type Landing = FinalConnectionState & { readonly pointer: { x: number; y: number } | null };

function begin({ nodeId, handleId, handleType }: OnConnectStartParams): void {
  if (nodeId === null || handleType === null) return;
  const side = handleType === 'source' ? 'output' : 'input';
  const start: PortEnd = { node: nodeId, port: handlePort(handleId ?? ''), side };
  const targets = connectTargets(start, currentViews(), wiringOf(useDocument.getState().document.wires));
  showTip(null);
  useConnect.setState({ start, open: new Set(targets.map(endKey)), offered: [], chosen: 0, byKeys: false });
}

/** The end of a connection that is not where it was started. */
function otherEnd(start: PortEnd, connection: Connection | Edge): PortEnd {
  return start.side === 'output'
    ? { node: connection.target, port: handlePort(connection.targetHandle ?? ''), side: 'input' }
    : { node: connection.source, port: handlePort(connection.sourceHandle ?? ''), side: 'output' };
}

/** Moves a wire's end, or draws a new wire; one let go where it was stays as it is. */
function moveWire(start: PortEnd, end: PortEnd, key: string | null): void {
  const wire = wireBetween(start, end);
  const { wires } = useDocument.getState().document;
  const old = wires.find((other) => wireKey(other) === key);
  if (old === undefined || !samePort(old.from, wire.from) || !samePort(old.to, wire.to)) drawWire(wire, key);
}

function samePort(a: PortReference, b: PortReference): boolean {
  return a.node === b.node && a.port === b.port;
}

/** A wire let go where no port takes it: on a node, it finds its port; in the open, search offers what fits. */
function letGo(start: PortEnd, event: MouseEvent | TouchEvent, landing: Landing, moved: string | null): void {
  const { toHandle, pointer } = landing;
  if (toHandle !== null) {
    const side = toHandle.type === 'target' ? 'input' : 'output';
    const end: PortEnd = { node: toHandle.nodeId, port: handlePort(toHandle.id ?? ''), side };
    if (side !== start.side && end.node !== start.node) notify(wireHint(start, end).text);
    return;
  }
  const view = currentViews().get((pointer && nodeAt(pointer)) ?? '');
  if (view) {
    if (view.id === start.node) return;
    const { open } = useConnect.getState();
    const end = portForDrop(start, view, (port) => open.has(endKey(port)));
    const refused = end === null ? portForDrop(start, view, () => true) : null;
    if (end !== null) moveWire(start, end, moved);
    else notify(refused === null ? `${view.id} has no port for this wire.` : wireHint(start, refused).text);
    return;
  }
  if (moved !== null) {
    cutWires([moved]);
    return;
  }
  const canvas = shownCanvas();
  if (!canvas?.element.contains(event.target as Node | null)) return;
  const at = 'touches' in event ? event.changedTouches[0] : event;
  const screen = { x: at.clientX, y: at.clientY };
  const position = canvas.instance.screenToFlowPosition(screen);
  openQuickSearch({ at: screen, position, from: start });
}
