import { EdgeLabelRenderer } from '@xyflow/react';
import { memo, useMemo } from 'react';
import { curveOf } from './hitTest.ts';
import type { FlowNode, FlowWire, Scene } from './scene.ts';
import styles from './WireEdge.module.css';
import { curvePath } from './wireCurve.ts';

/**
 * Wires seen from so far that none could be hit by itself: one drawing of all that stay where they are. Those of the
 * selected nodes are wires of their own, for these may be dragged, in another drawing: a wire that moves has the whole
 * of its drawing laid out and painted anew.
 */
export const FarWires = memo(function FarWires({
  nodes,
  wires,
}: {
  readonly nodes: FlowNode[];
  readonly wires: readonly FlowWire[];
}) {
  const [sound, faulty] = useMemo(() => {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const path = (some: readonly FlowWire[]) =>
      some
        .map((wire) => curveOf(wire, byId))
        .map((curve) => (curve === null ? '' : curvePath(curve)))
        .join('');
    return [
      path(wires.filter(({ data }) => data?.view.fault === null)),
      path(wires.filter(({ data }) => data?.view.fault !== null)),
    ];
  }, [nodes, wires]);
  return (
    <EdgeLabelRenderer>
      <svg className={styles.layer} aria-hidden>
        <path className={`${styles.line} ${styles.distant}`} d={sound} />
        <g className={`${styles.wire} ${styles.faulty}`}>
          <path className={`${styles.line} ${styles.distant}`} d={faulty} />
        </g>
      </svg>
    </EdgeLabelRenderer>
  );
});

/** What a wire has for the pointer, left out where none could be hit: each moves with every frame of a drag. */
const UNTOUCHED = { reconnectable: false, interactionWidth: 0 };

/** A scene's wires from afar: those that React Flow still has to draw, and those that stay. */
export function splitWires({ wires }: Scene, selection: ReadonlySet<string>): [FlowWire[], FlowWire[]] {
  const own = (wire: FlowWire) => wire.selected || selection.has(wire.source) || selection.has(wire.target);
  return [wires.filter(own).map((wire) => ({ ...wire, ...UNTOUCHED })), wires.filter((wire) => !own(wire))];
}
