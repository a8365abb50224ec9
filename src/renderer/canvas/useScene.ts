import { useStoreApi } from '@xyflow/react';
import { useCallback, useEffect } from 'react';
import { useProfile } from '../profile/profileStore.ts';
import { analysisOf } from '../store/analysisStore.ts';
import { useDocument } from '../store/documentStore.ts';
import type { FlowNode, FlowWire, Scene, SceneMaker } from './scene.ts';
import type { Moved } from './useDragging.ts';

/** The document as React Flow takes it, with what is dragged where it is dragged to. */
export function useScene(
  makeScene: SceneMaker,
  moved: { readonly current: Moved },
  kept: { current: Scene | null },
): Scene {
  const document = useDocument((state) => state.document);
  const selection = useDocument((state) => state.selection);
  const selectedWires = useDocument((state) => state.selectedWires);
  const marks = useProfile((state) => state.marks);
  const analysis = analysisOf(document);
  const scene = makeScene({ document, analysis, selection, selectedWires, marks, moved: moved.current });
  useEffect(() => {
    kept.current = scene;
  });
  return scene;
}

/**
 * Shows nodes where they are dragged to, past React: given to React Flow as its properties, a move would cost the
 * whole canvas a render and show two frames late.
 */
export function useShownAtOnce(
  makeScene: SceneMaker,
  kept: { current: Scene | null },
): (moved: Moved) => void {
  const store = useStoreApi<FlowNode, FlowWire>();
  return useCallback(
    (moved: Moved) => {
      const { document, selection, selectedWires } = useDocument.getState();
      const analysis = analysisOf(document);
      const { marks } = useProfile.getState();
      const scene = makeScene({ document, analysis, selection, selectedWires, marks, moved });
      kept.current = scene;
      store.getState().setNodes(scene.nodes);
    },
    [makeScene, kept, store],
  );
}
