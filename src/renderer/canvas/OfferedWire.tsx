import { ViewportPortal } from '@xyflow/react';
import { useConnect } from './connectStore.ts';
import type { PortEnd } from './connectTargets.ts';
import styles from './DraggedWire.module.css';
import { boxOf, currentViews } from './flow.ts';
import { curvePath, type Point, wireCurve } from './wireCurve.ts';

/** The wire that Enter would draw, while keys choose where it leads. */
export function OfferedWire() {
  const start = useConnect((state) => (state.byKeys ? state.start : null));
  const target = useConnect((state) => state.offered[state.chosen]);
  if (start === null || target === undefined) return null;
  const [from, to] = start.side === 'output' ? [start, target] : [target, start];
  return (
    <ViewportPortal>
      <svg className={styles.layer} aria-hidden>
        <path className={styles.offered} d={curvePath(wireCurve(placeOf(from), placeOf(to), 0))} />
      </svg>
    </ViewportPortal>
  );
}

function placeOf({ node, port, side }: PortEnd): Point {
  const box = boxOf(node);
  const view = currentViews().get(node);
  if (!box || !view) return { x: 0, y: 0 };
  const ports = side === 'input' ? view.inputs : view.outputs;
  const place = ports.find(({ name }) => name === port)?.place ?? 0;
  return { x: box.x + place, y: side === 'input' ? box.y : box.y + box.height };
}
