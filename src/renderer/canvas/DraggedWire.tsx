import type { ConnectionLineComponentProps } from '@xyflow/react';
import styles from './DraggedWire.module.css';
import type { FlowNode } from './scene.ts';
import { curvePath, wireCurve } from './wireCurve.ts';

/** The wire at the pointer while it is drawn. */
export function DraggedWire({
  fromX,
  fromY,
  toX,
  toY,
  fromHandle,
  connectionStatus,
}: ConnectionLineComponentProps<FlowNode>) {
  const [start, end] = [
    { x: fromX, y: fromY },
    { x: toX, y: toY },
  ];
  const curve = fromHandle.type === 'source' ? wireCurve(start, end, 0) : wireCurve(end, start, 0);
  return (
    <path
      className={`${styles.wire} ${connectionStatus === 'invalid' ? styles.refused : ''}`}
      d={curvePath(curve)}
    />
  );
}
