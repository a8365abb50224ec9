import { type DragEvent, useMemo } from 'react';
import { modules } from '../../engine/nn/registry.ts';
import { addNode } from '../edits/addNode.ts';
import { insertOnWire } from '../edits/wires.ts';
import { MODULE_DATA } from '../palette/moduleDrag.ts';
import { select } from '../store/documentStore.ts';
import { tryEdit } from './canvasEdits.ts';
import { say, useCanvas } from './canvasStore.ts';
import { focusNode, shownCanvas } from './flow.ts';
import { wireNear } from './hitTest.ts';
import type { Scene } from './scene.ts';

const WIRE_REACH = 22;
/** From the pointer up to the new node's upper edge: it comes to lie under the pointer. */
const HALF_HEIGHT = 30;

/** Modules dragged from the palette: let go on a wire they go into it, else they stay free where they are let go. */
export function useModuleDrop(scene: { readonly current: Scene | null }) {
  return useMemo(() => {
    const wireAt = ({ clientX, clientY }: DragEvent) => {
      const at = shownCanvas()?.instance.screenToFlowPosition({ x: clientX, y: clientY });
      return at && scene.current ? wireNear(at, WIRE_REACH, scene.current.nodes, scene.current.wires) : null;
    };
    return {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(MODULE_DATA)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        const dropWire = wireAt(event);
        if (dropWire !== useCanvas.getState().dropWire) useCanvas.setState({ dropWire });
      },
      onDragLeave: () => useCanvas.setState({ dropWire: null }),
      onDrop: (event: DragEvent) => {
        const type = event.dataTransfer.getData(MODULE_DATA);
        if (!modules.has(type)) return;
        event.preventDefault();
        useCanvas.setState({ dropWire: null });
        drop(type, event, wireAt(event));
      },
    };
  }, [scene]);
}

function drop(type: string, { clientX, clientY }: DragEvent, wire: string | null): void {
  const at = shownCanvas()?.instance.screenToFlowPosition({ x: clientX, y: clientY });
  if (!at) return;
  const position = { x: at.x, y: at.y - HALF_HEIGHT };
  let id = '';
  const done = tryEdit(`Add ${type}`, (draft) => {
    const inserted = wire === null ? null : insertOnWire(draft, wire, { type });
    id = inserted ?? addNode(draft, { type, position });
  });
  if (!done) return;
  select([id]);
  focusNode(id);
  say(`Added ${id}.`);
}
