import { Handle, Position as Side } from '@xyflow/react';
import { type MouseEvent, memo } from 'react';
import { wireKey } from '../store/documentStore.ts';
import { cutAt } from './canvasEdits.ts';
import { showTip, useCanvas } from './canvasStore.ts';
import { useConnect } from './connectStore.ts';
import { endKey, type PortEnd } from './connectTargets.ts';
import { finishConnect, startKeyConnect } from './keyConnect.ts';
import type { PortView } from './nodeView.ts';
import styles from './Port.module.css';
import { portHandle } from './portHandle.ts';

/** What a port is to the wire that is being drawn. */
type Part = 'idle' | 'start' | 'open' | 'chosen' | 'closed';

interface PortProps {
  readonly node: string;
  readonly port: PortView;
  readonly side: 'input' | 'output';
  readonly tabIndex: 0 | -1;
}

/** A port of a node. From afar it only marks where wires begin and end: a thousand live ones make a drag slow. */
export function Port(props: PortProps) {
  const isMark = useCanvas((state) => state.distance === 'tiny') && props.tabIndex === -1;
  return isMark ? <PortMark {...props} /> : <LivePort {...props} />;
}

/** Where React Flow finds a port when it measures a node. */
function PortMark({ port, side }: PortProps) {
  const [type, place] = side === 'input' ? ['target', Side.Top] : ['source', Side.Bottom];
  return (
    <div
      className={`react-flow__handle react-flow__handle-${place} ${type} ${styles.port}`}
      style={{ left: port.place }}
      data-handleid={portHandle(port.name)}
      data-handlepos={place}
    />
  );
}

/** A port: a wire is drawn from it by dragging, by a press on it, or by Enter. */
const LivePort = memo(function LivePort({ node, port, side, tabIndex }: PortProps) {
  const end: PortEnd = { node, port: port.name, side };
  const part = useConnect((state): Part => {
    if (state.start === null) return 'idle';
    const key = endKey(end);
    if (key === endKey(state.start)) return 'start';
    if (!state.open.has(key)) return 'closed';
    const chosen = state.byKeys ? state.offered[state.chosen] : undefined;
    return chosen && endKey(chosen) === key ? 'chosen' : 'open';
  });
  const words = `${side} ${port.name}${port.shape === null ? '' : `, ${port.shape}`}`;
  const looks = [
    styles.port,
    styles[part],
    port.wired ? styles.wired : '',
    port.stray ? styles.stray : '',
    side === 'input' && !port.wired ? styles.lacking : '',
  ];
  return (
    <Handle
      id={portHandle(port.name)}
      type={side === 'input' ? 'target' : 'source'}
      position={side === 'input' ? Side.Top : Side.Bottom}
      className={looks.join(' ')}
      style={{ left: port.place }}
      isConnectable={!port.stray}
      role="button"
      tabIndex={tabIndex}
      aria-label={`${node} ${words}${port.wired ? ', wired' : ''}`}
      data-port={port.name}
      data-side={side}
      onMouseDownCapture={side === 'input' && port.wired ? (event) => pickUp(event, end) : undefined}
      onClick={(event) => press(event, end)}
      onPointerEnter={(event) => {
        // While a wire is drawn, the hint at the pointer says more.
        if (useConnect.getState().start !== null) return;
        const { left, right, top, bottom } = event.currentTarget.getBoundingClientRect();
        const y = side === 'input' ? top : bottom;
        const text = `${port.name}  ${port.shape ?? 'shape not known yet'}`;
        showTip({ x: (left + right) / 2 + 10, y, text });
      }}
      onPointerLeave={() => showTip(null)}
    />
  );
});

/** A press without a drag: with Alt it takes the port's wires away, else it begins or ends a wire. */
function press(event: MouseEvent, end: PortEnd): void {
  event.stopPropagation();
  const { start, open } = useConnect.getState();
  if (event.altKey) cutAt(end);
  else if (start !== null && open.has(endKey(end))) finishConnect(end);
  else startKeyConnect(end);
}

/**
 * A taken input gives its wire to the pointer: the press goes on to the wire's own end, which React Flow lets one
 * drag and which lies under the port.
 */
function pickUp(event: MouseEvent, end: PortEnd): void {
  if (event.button !== 0 || event.altKey) return;
  const id = CSS.escape(wireKey({ to: end } as Parameters<typeof wireKey>[0]));
  const grip = document.querySelector(`.react-flow__edge[data-id="${id}"] .react-flow__edgeupdater-target`);
  if (grip === null) return;
  event.stopPropagation();
  const { clientX, clientY, button, view } = event.nativeEvent;
  grip.dispatchEvent(new window.MouseEvent('mousedown', { bubbles: true, clientX, clientY, button, view }));
}
