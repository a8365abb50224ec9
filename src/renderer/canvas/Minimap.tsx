import { useStore, useStoreApi } from '@xyflow/react';
import { type PointerEvent, useEffect, useRef } from 'react';
import type { Category } from '../../engine/nn/module.ts';
import { useCanvas } from './canvasStore.ts';
import { categoryColour } from './categoryIcon.tsx';
import { shownCanvas } from './flow.ts';
import styles from './Minimap.module.css';
import { type MinimapView, minimapView, placeOn, seenBox } from './minimapView.ts';
import { type Box, boxAround } from './opening.ts';
import type { FlowNode, FlowWire } from './scene.ts';

/** Milliseconds from a change to its picture: an overview needs no sixty of them a second. */
const PAUSE = 60;
/** The same while nodes are dragged: their frames are dear enough. */
const DRAG_PAUSE = 250;
const SIZE = { width: 168, height: 112 };

/** The whole graph in small, by category, and what is seen of it. Drawn by hand: 5,000 nodes cost it a millisecond. */
export function Minimap() {
  const isEmpty = useStore((state) => state.nodes.length === 0);
  return isEmpty ? null : <Overview />;
}

function Overview() {
  const store = useStoreApi<FlowNode, FlowWire>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useRef<MinimapView | null>(null);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    let frame = 0;
    const colours = new Map<string, string>();
    const colourOf = (token: string) => {
      const known = colours.get(token) ?? resolved(element, token);
      colours.set(token, known);
      return known;
    };
    const draw = () => {
      frame = 0;
      const { nodes, nodeLookup, transform, width, height } = store.getState();
      const boxes = nodes.map(({ id, data }) => {
        const position = nodeLookup.get(id)?.internals.positionAbsolute ?? { x: 0, y: 0 };
        const { category, width, height } = data.view;
        return { ...position, width, height, category };
      });
      const [x, y, zoom] = transform;
      const seen = seenBox({ x, y, zoom }, { width, height });
      view.current = minimapView(boxAround(boxes), seen, SIZE);
      paint(element, boxes, seen, view.current, colourOf);
    };
    const later = () => {
      if (frame === 0) frame = window.setTimeout(draw, useCanvas.getState().isDragging ? DRAG_PAUSE : PAUSE);
    };
    later();
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const repaint = () => {
      colours.clear();
      later();
    };
    const theme = new MutationObserver(repaint);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    scheme.addEventListener('change', repaint);
    const unsubscribe = store.subscribe((state, before) => {
      if (
        state.nodes !== before.nodes ||
        state.transform !== before.transform ||
        state.width !== before.width
      )
        later();
    });
    return () => {
      clearTimeout(frame);
      unsubscribe();
      theme.disconnect();
      scheme.removeEventListener('change', repaint);
    };
  }, [store]);

  const goTo = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons !== 1 || view.current === null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const place = placeOn(view.current, { x: event.clientX - left, y: event.clientY - top });
    const instance = shownCanvas()?.instance;
    void instance?.setCenter(place.x, place.y, { zoom: instance.getZoom() });
  };
  return (
    <canvas ref={canvas} className={styles.minimap} aria-hidden onPointerDown={goTo} onPointerMove={goTo} />
  );
}

type Marked = Box & { readonly category: Category | null };

function paint(
  element: HTMLCanvasElement,
  nodes: readonly Marked[],
  seen: Box,
  { scale, left, top }: MinimapView,
  colourOf: (token: string) => string,
): void {
  const context = element.getContext('2d');
  if (context === null) return;
  const density = window.devicePixelRatio;
  element.width = SIZE.width * density;
  element.height = SIZE.height * density;
  context.scale(density, density);
  const rectangle = ({ x, y, width, height }: Box, least: number) =>
    [
      x * scale + left,
      y * scale + top,
      Math.max(width * scale, least),
      Math.max(height * scale, least),
    ] as const;
  for (const node of nodes) {
    context.fillStyle = colourOf(categoryColour(node.category));
    context.fillRect(...rectangle(node, 1.5));
  }
  context.strokeStyle = colourOf('var(--focus)');
  context.lineWidth = 1.5;
  context.strokeRect(...rectangle(seen, 2));
}

/** A token's colour as a canvas takes it: light or dark is decided already. */
function resolved(element: HTMLElement, colour: string): string {
  element.style.color = colour;
  return getComputedStyle(element).color;
}
