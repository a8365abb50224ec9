import { create } from 'zustand';
import type { Preferences } from '../../shared/api/application.ts';

export type View = 'build' | 'train' | 'mistakes';

/** What is open over the view; one at a time. */
export type Overlay =
  | { readonly kind: 'commands' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'templates' }
  | { readonly kind: 'export'; readonly run: string }
  | { readonly kind: 'about' };

export interface ViewState {
  readonly view: View;
  readonly overlay: Overlay | null;
  readonly theme: Preferences['theme'];
  /** The run that the Train and Mistakes views show. */
  readonly run: string | null;
  /** Shown for some seconds at the bottom; faults stay where they belong instead. */
  readonly notice: { readonly text: string; readonly action?: { title: string; run: () => void } } | null;
}

/** What the page shows, apart from the document. */
export const useView = create<ViewState>(() => ({
  view: 'build',
  overlay: null,
  theme: 'system',
  run: null,
  notice: null,
}));

export function showView(view: View): void {
  useView.setState({ view });
}

export function showRun(run: string | null): void {
  useView.setState({ run });
}

export function openOverlay(overlay: Overlay): void {
  useView.setState({ overlay });
}

export function closeOverlay(): void {
  useView.setState({ overlay: null });
}

/** Says something in one sentence that asks for nothing. */
export function notify(text: string, action?: { title: string; run: () => void }): void {
  useView.setState({ notice: action ? { text, action } : { text } });
}
