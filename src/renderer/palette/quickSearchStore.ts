import { create } from 'zustand';
import type { Position } from '../edits/position.ts';

/** Where the search was asked for, and what its result is to be wired to. */
export interface QuickSearchRequest {
  /** Where the search opens, in pixels of the window. */
  readonly at: Position;
  /** Where the new node goes, in the graph's own units. */
  readonly position: Position;
  /** Nobody pointed at the place: where a node lies there, the new one goes beside it. */
  readonly isAnywhere?: boolean;
  /** A port that a wire was drawn from and dropped on empty space; an output unless `side` says otherwise. */
  readonly from?: { readonly node: string; readonly port: string; readonly side?: 'output' | 'input' };
  /** Key of a wire that the new node goes into. */
  readonly wire?: string;
}

/** The open search at the pointer; null while there is none. */
export const useQuickSearch = create<{ readonly request: QuickSearchRequest | null }>(() => ({
  request: null,
}));

/** Opens the search at the pointer. */
export function openQuickSearch(request: QuickSearchRequest): void {
  useQuickSearch.setState({ request });
}

/** Closes it. */
export function closeQuickSearch(): void {
  useQuickSearch.setState({ request: null });
}
