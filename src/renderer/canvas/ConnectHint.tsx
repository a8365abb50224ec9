import { type ConnectionState, type InternalNode, useConnection } from '@xyflow/react';
import { Ban, Check, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { useConnect } from './connectStore.ts';
import { endKey, type PortEnd, portForDrop } from './connectTargets.ts';
import styles from './DraggedWire.module.css';
import { currentViews } from './flow.ts';
import { nodeAt } from './hitTest.ts';
import { handlePort } from './portHandle.ts';
import type { FlowNode } from './scene.ts';
import { wireHint } from './wireHint.ts';

const icons = { closed: Ban, misfit: TriangleAlert, fits: Check };

/** What letting go here would do, beside the pointer that draws a wire. */
export function ConnectHint() {
  const start = useConnect((state) => (state.byKeys ? null : state.start));
  const connection = useConnection<FlowNode>();
  const target = start === null || !connection.inProgress ? null : targetOf(start, connection);
  const key = target === null ? null : endKey(target);
  const hint = useMemo(
    () => (start === null || target === null ? null : wireHint(start, target)),
    [start, key],
  );
  if (hint === null || !connection.inProgress) return null;
  const Icon = icons[hint.kind];
  const { x, y } = connection.pointer;
  return (
    <div
      className={`${styles.hint} ${styles[hint.kind]}`}
      role="status"
      style={{ left: x + 16, top: y + 12 }}
    >
      <Icon aria-hidden />
      {hint.text}
    </div>
  );
}

/** The port under the pointer, or the one that the node under it would take the wire with. */
function targetOf(start: PortEnd, connection: ConnectionState<InternalNode<FlowNode>>): PortEnd | null {
  const { toHandle, pointer } = connection;
  if (toHandle) {
    const side = toHandle.type === 'target' ? 'input' : 'output';
    if (side === start.side) return null;
    return { node: toHandle.nodeId, port: handlePort(toHandle.id ?? ''), side };
  }
  const view = pointer && currentViews().get(nodeAt(pointer) ?? '');
  if (!view || view.id === start.node) return null;
  const { open } = useConnect.getState();
  return portForDrop(start, view, (end) => open.has(endKey(end))) ?? portForDrop(start, view, () => true);
}
