import { useEffect } from 'react';
import { useDocument } from '../store/documentStore.ts';
import { useCanvas } from './canvasStore.ts';
import { middleOf } from './flow.ts';
import { readingOrder } from './walk.ts';
import { wiringOf } from './wiring.ts';

/** Sees to it that Tab reaches one node: the one that had the focus last, or the first where that is gone. */
export function useRoving(): void {
  const nodes = useDocument((state) => state.document.nodes);
  const roving = useCanvas((state) => state.roving);
  useEffect(() => {
    if (roving !== null && nodes.some(({ id }) => id === roving)) return;
    const { wires } = useDocument.getState().document;
    const [first = null] = readingOrder(nodes, wiringOf(wires), middleOf);
    useCanvas.setState({ roving: first });
  }, [nodes, roving]);
}
