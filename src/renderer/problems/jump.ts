import { useCanvas } from '../canvas/canvasStore.ts';
import { centreOn } from '../store/cameraStore.ts';
import { select, useDocument } from '../store/documentStore.ts';
import { showView } from '../store/viewStore.ts';

/**
 * Goes to a node: the canvas's view, the node selected, in its centre and with the keyboard's focus. Nothing happens
 * where it is gone.
 */
export function jumpTo(nodeId: string): void {
  const { document } = useDocument.getState();
  if (!document.nodes.some(({ id }) => id === nodeId)) return;
  showView('build');
  select([nodeId]);
  centreOn(nodeId);
  useCanvas.setState({ roving: nodeId, wanted: nodeId });
}
