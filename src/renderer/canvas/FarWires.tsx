import { useContext, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { curveOf } from './hitTest.ts';
import type { FlowNode, FlowWire, Scene } from './scene.ts';
import styles from './WireEdge.module.css';
import { WireLayerContext } from './WireEdge.tsx';
import { curvePath } from './wireCurve.ts';

/**
 * Wires seen from so far that none could be hit by itself: one drawing of all that stay where they are. Those of the
 * selected nodes are wires of their own, for these may be dragged.
 */
export function FarWires({
  nodes,
  wires,
}: {
  readonly nodes: FlowNode[];
  readonly wires: readonly FlowWire[];
}) {
  const layer = useContext(WireLayerContext);
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
  if (layer === null) return null;
  return createPortal(
    <>
      <path className={`${styles.line} ${styles.distant}`} d={sound} />
      <g className={`${styles.wire} ${styles.faulty}`}>
        <path className={`${styles.line} ${styles.distant}`} d={faulty} />
      </g>
    </>,
    layer,
  );
}

/** A scene's wires from afar: those that React Flow still has to draw, and those that stay. */
export function splitWires({ wires }: Scene, selection: ReadonlySet<string>): [FlowWire[], FlowWire[]] {
  const own = (wire: FlowWire) => wire.selected || selection.has(wire.source) || selection.has(wire.target);
  return [wires.filter(own), wires.filter((wire) => !own(wire))];
}
