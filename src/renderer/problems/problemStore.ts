import { create } from 'zustand';

export interface ProblemState {
  /** The list of faults is open above the bar. */
  readonly isOpen: boolean;
  /** The fault that was gone to last, by key. */
  readonly current: string | null;
}

/** What the bar of faults shows. */
export const useProblemBar = create<ProblemState>(() => ({ isOpen: false, current: null }));

/** Opens or closes the list of faults. */
export function showProblems(isOpen: boolean): void {
  useProblemBar.setState({ isOpen });
}
