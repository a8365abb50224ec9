import { create } from 'zustand';

export interface CameraState {
  /** The node to bring into view; another `seq` is another wish, also for the same node. Null before the first one. */
  readonly target: { readonly node: string; readonly seq: number } | null;
}

/** What the canvas is asked to look at. The canvas follows it; a wish that was made before it was shown counts too. */
export const useCamera = create<CameraState>(() => ({ target: null }));

/** Asks the canvas to bring a node to its centre. */
export function centreOn(node: string): void {
  useCamera.setState(({ target }) => ({ target: { node, seq: (target?.seq ?? 0) + 1 } }));
}
