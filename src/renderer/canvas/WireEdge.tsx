import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { showTip, useCanvas } from './canvasStore.ts';
import type { FlowWire } from './scene.ts';
import { textWidth } from './textWidth.ts';
import styles from './WireEdge.module.css';
import { curvePath, labelPlace, wireCurve } from './wireCurve.ts';

const LABEL_TYPE = 11;
/** Room for the fault sign before a label. */
const SIGN = 15;

/** A wire: its course, where it leads, and the shape of the tensor in it. */
export const WireEdge = memo(function WireEdge({
  data,
  selected,
  sourceX,
  sourceY,
  targetX,
  targetY,
}: EdgeProps<FlowWire>) {
  const view = data?.view;
  const isDropTarget = useCanvas((state) => state.dropWire !== null && state.dropWire === view?.key);
  if (view === undefined) return null;
  const curve = wireCurve({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, view.detour);
  const path = curvePath(curve);
  const { x, y } = labelPlace(curve);
  const { fault, text } = view;
  const looks = [
    styles.wire,
    fault === null ? '' : styles.faulty,
    selected ? styles.selected : '',
    isDropTarget ? styles.drop : '',
  ];
  const width = textWidth(text, LABEL_TYPE) + (fault === null ? 0 : SIGN);
  return (
    <g
      className={looks.join(' ')}
      onPointerEnter={
        fault === null ? undefined : (event) => showTip({ x: event.clientX, y: event.clientY, text: fault })
      }
      onPointerLeave={fault === null ? undefined : () => showTip(null)}
    >
      <path className={`react-flow__edge-interaction ${styles.reach}`} d={path} />
      <path className={styles.line} d={path} />
      <path
        className={styles.arrow}
        d={`M${targetX - 4},${targetY - 7} L${targetX},${targetY} L${targetX + 4},${targetY - 7}`}
      />
      <g className={styles.label} transform={`translate(${x},${y})`}>
        {fault === null ? null : (
          <g transform={`translate(${-width / 2 + 5},0)`}>
            <circle className={styles.sign} r="6" />
            <path className={styles.mark} d="M0,-3.2 L0,0.6 M0,2.9 L0,3" />
          </g>
        )}
        <text className={styles.text} x={fault === null ? 0 : SIGN / 2} dy="0.35em">
          {text}
        </text>
      </g>
    </g>
  );
});
