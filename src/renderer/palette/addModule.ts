import { say } from '../canvas/canvasStore.ts';
import { showNode, shownCanvas } from '../canvas/flow.ts';
import { centreOn } from '../store/cameraStore.ts';
import { edit, select, useDocument } from '../store/documentStore.ts';
import { showView } from '../store/viewStore.ts';
import { notePlaced } from './paletteStore.ts';
import { addAt, placeFor } from './placeModule.ts';

/**
 * Adds a module where the person is building and selects it, so that the next one goes after it. Shows the canvas
 * where it is not shown. Throws ProblemError where the project is full.
 */
export function addModule(type: string): void {
  const { document, selection, selectedWires } = useDocument.getState();
  const place = placeFor(document, type, { nodes: selection, wires: selectedWires }, canvasCentre());
  let id = '';
  edit(`Add ${type}`, (draft) => {
    id = addAt(draft, type, place);
  });
  notePlaced(type);
  select([id]);
  say(`Added ${id}.`);
  if (shownCanvas() === null) {
    showView('build');
    centreOn(id);
  } else {
    // The canvas draws the node first.
    requestAnimationFrame(() => showNode(id));
  }
}

/** The middle of what the canvas shows, in the graph's own units; without a canvas, a place under the graph. */
function canvasCentre(): { x: number; y: number } {
  const canvas = shownCanvas();
  if (canvas !== null) {
    const { left, top, width, height } = canvas.element.getBoundingClientRect();
    return canvas.instance.screenToFlowPosition({ x: left + width / 2, y: top + height / 2 });
  }
  const places = useDocument
    .getState()
    .document.nodes.flatMap(({ position }) => (position ? [position] : []));
  const lowest = places.reduce((low, place) => (place.y > low.y ? place : low), { x: 0, y: 0 });
  return { x: lowest.x, y: lowest.y + 130 };
}
