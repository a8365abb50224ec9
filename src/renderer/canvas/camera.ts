import { useDocument } from '../store/documentStore.ts';
import { useCanvas } from './canvasStore.ts';
import type { Camera } from './opening.ts';
import { placed } from './placement.ts';

let remembered: Camera | null = null;

/** Keeps what of the canvas was seen, for when it is shown again. */
export function rememberCamera(camera: Camera): void {
  remembered = camera;
}

/** What of the open project was seen last; null where it was not shown yet. */
export function rememberedCamera(): Camera | null {
  return remembered;
}

/**
 * Follows which project is open: a new one is seen from its beginning, and its nodes get places where its file gives
 * none.
 */
export function startCanvas(): void {
  useDocument.subscribe((state, before) => {
    if (state.document === before.document || state.undo.length + state.redo.length > 0) return;
    const { document, saved } = state;
    remembered = null;
    useCanvas.setState(({ project }) => ({ project: project + 1, roving: null }));
    const complete = placed(document);
    if (complete !== document) {
      useDocument.setState({ document: complete, saved: saved === document ? complete : saved });
    }
  });
}
