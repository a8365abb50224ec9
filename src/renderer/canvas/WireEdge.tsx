import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { createContext, memo, type PointerEvent, useContext, useRef } from 'react';
import { createPortal } from 'react-dom';
import { showTip, useCanvas } from './canvasStore.ts';
import type { FlowWire } from './scene.ts';
import { textWidth } from './textWidth.ts';
import styles from './WireEdge.module.css';
import { curvePath, labelPlace, type Point, wireCurve } from './wireCurve.ts';
import type { WireView } from './wireView.ts';

const LABEL_TYPE = 11;
/** Room for the fault sign before a label. */
const SIGN = 15;

/** The one drawing that all wires are in: React Flow's, one drawing each, made every frame of a drag dearer. */
export const WireLayerContext = createContext<SVGSVGElement | null>(null);

/** The drawing itself, under the nodes. */
export function WireLayer({ onReady }: { readonly onReady: (layer: SVGSVGElement | null) => void }) {
  return (
    <EdgeLabelRenderer>
      <svg ref={onReady} className={styles.layer} aria-hidden />
    </EdgeLabelRenderer>
  );
}

/** A wire: where it can be hit, and in the drawing of all wires its course and the shape of the tensor in it. */
export const WireEdge = memo(function WireEdge({
  data,
  selected = false,
  sourceX,
  sourceY,
  targetX,
  targetY,
  interactionWidth,
}: EdgeProps<FlowWire>) {
  const layer = useContext(WireLayerContext);
  const drawn = useRef<SVGGElement>(null);
  const view = data?.view;
  if (view === undefined) return null;
  const { fault } = view;
  const curve = wireCurve({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, view.detour);
  const path = curvePath(curve);
  const enter = ({ clientX: x, clientY: y }: PointerEvent) => {
    drawn.current?.setAttribute('data-hovered', '');
    if (fault !== null) showTip({ x, y, text: fault });
  };
  const leave = () => {
    drawn.current?.removeAttribute('data-hovered');
    showTip(null);
  };
  return (
    <>
      {interactionWidth === 0 ? null : (
        <path className={styles.reach} d={path} onPointerEnter={enter} onPointerLeave={leave} />
      )}
      {layer === null
        ? null
        : createPortal(
            <g ref={drawn} className={styles.wires}>
              <DrawnWire
                view={view}
                path={path}
                label={labelPlace(curve)}
                end={{ x: targetX, y: targetY }}
                selected={selected}
              />
            </g>,
            layer,
          )}
    </>
  );
});

function DrawnWire({
  view: { key, fault, text },
  path,
  label: { x, y },
  end,
  selected,
}: {
  readonly view: WireView;
  readonly path: string;
  readonly label: Point;
  readonly end: Point;
  readonly selected: boolean;
}) {
  const isDropTarget = useCanvas((state) => state.dropWire === key);
  const looks = [
    styles.wire,
    fault === null ? '' : styles.faulty,
    selected ? styles.selected : '',
    isDropTarget ? styles.drop : '',
  ];
  const width = textWidth(text, LABEL_TYPE) + SIGN;
  const sign = { x: x - width / 2 + 5, y };
  const [left, right, up] = [end.x - 4, end.x + 4, end.y - 7];
  return (
    <g className={looks.join(' ')}>
      <path className={styles.line} d={path} />
      <path className={styles.line} d={`M${left},${up} L${end.x},${end.y} L${right},${up}`} />
      {fault === null ? null : (
        <>
          <circle className={styles.sign} cx={sign.x} cy={sign.y} r="6" />
          <path
            className={styles.mark}
            d={`M${sign.x},${sign.y - 3.2} v3.8 M${sign.x},${sign.y + 2.9} v0.1`}
          />
        </>
      )}
      <text className={styles.text} x={fault === null ? x : x + SIGN / 2} y={y} dy="0.35em">
        {text}
      </text>
    </g>
  );
}
