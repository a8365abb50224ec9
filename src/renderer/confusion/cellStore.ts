import { create } from 'zustand';
import type { Cell } from './confusionFigures.ts';

/** The selected cell of a run's matrix: the same in the run's view and among its mistakes. */
export const useCell = create<{ readonly selected: (Cell & { readonly run: string }) | null }>(() => ({
  selected: null,
}));

/** Selects a cell of a run's matrix; null lets go. */
export function selectCell(run: string, cell: Cell | null): void {
  useCell.setState({ selected: cell && { run, true: cell.true, predicted: cell.predicted } });
}

/** The selected cell where it is one of this run. */
export function useSelectedCell(run: string | null): Cell | null {
  return useCell(({ selected }) => (selected !== null && selected.run === run ? selected : null));
}
