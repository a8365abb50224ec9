import type { ReactFlowInstance } from '@xyflow/react';
import { useDocument } from '../store/documentStore.ts';
import { useCanvas } from './canvasStore.ts';
import type { NodeView } from './nodeView.ts';
import { type Box, type Camera, cameraShowing } from './opening.ts';
import type { FlowNode, FlowWire } from './scene.ts';
import type { Point } from './wireCurve.ts';

/** The largest zoom. */
export const CLOSEST = 2.5;

/**
 * The smallest zoom: a network of a thousand nodes is seen whole. Of a larger one only so much is shown at once as can
 * still be drawn and dragged without waiting; the overview shows it all.
 */
export function farthest(nodes: number): number {
  return nodes > 1200 ? 0.18 : 0.06;
}

/** The canvas while it is shown. */
export interface ShownCanvas {
  readonly instance: ReactFlowInstance<FlowNode, FlowWire>;
  readonly element: HTMLElement;
  /** The nodes as they are drawn now, by id. */
  readonly views: () => ReadonlyMap<string, NodeView>;
}

let shown: ShownCanvas | null = null;
let pointer: Point | null = null;

/** Says which canvas commands work on; null while none is shown. */
export function provideCanvas(canvas: ShownCanvas | null): void {
  shown = canvas;
}

/** The canvas that is shown, if one is. */
export function shownCanvas(): ShownCanvas | null {
  return shown;
}

/** The nodes as they are drawn now, by id. */
export function currentViews(): ReadonlyMap<string, NodeView> {
  return shown?.views() ?? new Map();
}

/** Keeps where the pointer is over the canvas, on the screen; null: elsewhere. */
export function notePointer(place: Point | null): void {
  pointer = place;
}

/** Where something new goes: at the pointer where it is over the canvas, else in the middle. */
export function placeForNew(): { readonly screen: Point; readonly flow: Point; readonly atPointer: boolean } {
  const bounds = shown?.element.getBoundingClientRect();
  const middle = bounds
    ? { x: bounds.left + bounds.width / 2, y: bounds.top + bounds.height / 3 }
    : { x: 0, y: 0 };
  const screen = pointer ?? middle;
  return {
    screen,
    flow: shown?.instance.screenToFlowPosition(screen) ?? screen,
    atPointer: pointer !== null,
  };
}

/** The box of a node on the canvas; null where there is no such node. */
export function boxOf(id: string): Box | null {
  const node = shown?.instance.getInternalNode(id);
  if (!node) return null;
  const { x, y } = node.internals.positionAbsolute;
  return { x, y, width: node.measured.width ?? 0, height: node.measured.height ?? 0 };
}

/** The middle of a node; the canvas's corner where there is no such node. */
export function middleOf(id: string): Point {
  const box = boxOf(id);
  return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0, y: 0 };
}

/** Shows all nodes. */
export function fitAll(): void {
  void shown?.instance.fitView({ padding: 0.08, maxZoom: 1, duration: glide() });
}

/** Shows the selected nodes, at 125 % at the most; all where none is selected. */
export function fitSelection(): void {
  const { selection } = useDocument.getState();
  if (selection.size === 0) fitAll();
  const nodes = [...selection].map((id) => ({ id }));
  if (nodes.length > 0) {
    void shown?.instance.fitView({ nodes, padding: 0.2, maxZoom: 1.25, duration: glide() });
  }
}

/** Zooms by a factor about the middle. */
export function zoomBy(factor: number): void {
  if (shown) void shown.instance.zoomTo(shown.instance.getZoom() * factor, { duration: glide() });
}

/** Shows the canvas at a zoom: 1 is 100 %. */
export function zoomTo(zoom: number): void {
  void shown?.instance.zoomTo(zoom, { duration: glide() });
}

/** Brings a node to the middle, near enough to be read. */
export function centreNode(id: string): void {
  const box = boxOf(id);
  if (!shown || !box) return;
  const zoom = Math.max(shown.instance.getZoom(), 0.8);
  const { x, y } = middleOf(id);
  void shown.instance.setCenter(x, y, { zoom, duration: glide() });
}

/** Moves the canvas just so far that a node is seen. */
export function showNode(id: string): void {
  const box = boxOf(id);
  if (!shown || !box) return;
  const camera = shown.instance.getViewport();
  const { clientWidth: width, clientHeight: height } = shown.element;
  const next: Camera = cameraShowing(box, camera, { width, height });
  if (next !== camera) void shown.instance.setViewport(next, { duration: glide() });
}

/** Gives a node the keyboard's focus, as soon as it is drawn, and brings it into view. */
export function focusNode(id: string): void {
  useCanvas.setState({ roving: id, wanted: id });
  showNode(id);
}

/** Gives the canvas itself the keyboard's focus. */
export function focusCanvas(): void {
  shown?.element.focus({ preventScroll: true });
}

/** Whether the keyboard's focus is on the canvas or in it. */
export function hasFocus(): boolean {
  return shown?.element.contains(document.activeElement) ?? false;
}

/** Milliseconds that the canvas takes to move; none where the system asks for less motion. */
function glide(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 160;
}
