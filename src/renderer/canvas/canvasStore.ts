import { create } from 'zustand';

/** A place on the screen, in pixels from the page's corner. */
export interface ScreenPlace {
  readonly x: number;
  readonly y: number;
}

/** What a context menu is about. */
export type MenuTarget =
  | { readonly kind: 'pane' }
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'wire'; readonly key: string };

/** From how far the canvas is seen: all can be read; titles can; nothing can. */
export type Distance = 'near' | 'far' | 'tiny';

export interface CanvasState {
  readonly distance: Distance;
  /** Another number for every project that is opened. */
  readonly project: number;
  /** The node that Tab reaches and arrow keys start from. */
  readonly roving: string | null;
  /** The node that shall have the keyboard's focus as soon as it is drawn. */
  readonly wanted: string | null;
  /** The node whose label is being typed. */
  readonly renaming: string | null;
  readonly menu: (ScreenPlace & { readonly target: MenuTarget }) | null;
  /** The node whose faults stand open, with what mends them. */
  readonly card: (ScreenPlace & { readonly node: string }) | null;
  /** What is said of the port, wire or badge under the pointer. */
  readonly tip: (ScreenPlace & { readonly text: string }) | null;
  /** The key of the wire that what is being dragged would go into. */
  readonly dropWire: string | null;
  /** Whether nodes are being dragged by the pointer. */
  readonly isDragging: boolean;
  /** Ends the layout that is being computed; null while none is. */
  readonly cancelTidy: (() => void) | null;
  /** What a screen reader says next of what happened on the canvas. */
  readonly said: string;
}

/** Below these zooms small texts, then all texts and ports, are too small to be of use. */
const FAR = 0.6;
const TINY = 0.3;

/** What the canvas shows beside the document, for a moment. */
export const useCanvas = create<CanvasState>(() => ({
  distance: 'near',
  project: 0,
  roving: null,
  wanted: null,
  renaming: null,
  menu: null,
  card: null,
  tip: null,
  dropWire: null,
  isDragging: false,
  cancelTidy: null,
  said: '',
}));

/** Notes the zoom at which the canvas is seen. */
export function noteZoom(zoom: number): void {
  const distance = zoom >= FAR ? 'near' : zoom >= TINY ? 'far' : 'tiny';
  if (distance !== useCanvas.getState().distance) useCanvas.setState({ distance });
}

/** Has a screen reader say something about the canvas when it is done speaking. */
export function say(said: string): void {
  useCanvas.setState({ said });
}

/** Shows a short text at a place, or none. */
export function showTip(tip: CanvasState['tip']): void {
  if (tip !== useCanvas.getState().tip) useCanvas.setState({ tip });
}

export function openMenu(place: ScreenPlace, target: MenuTarget): void {
  useCanvas.setState({ menu: { ...place, target }, tip: null });
}

/** Shows a node's faults and their mends beside a place. */
export function openFaults(place: ScreenPlace, node: string): void {
  useCanvas.setState({ card: { ...place, node }, tip: null });
}
