import { create } from 'zustand';
import type { Mistake } from '../../shared/api/runs.ts';
import { selectCell, useCell } from '../confusion/cellStore.ts';
import type { Cell, ClassOrder } from '../confusion/confusionFigures.ts';
import type { PictureScale } from './galleryLayout.ts';
import { cellOfFilter, filterOfCell, type MistakeFilter, NO_FILTER } from './mistakeFilter.ts';
import type { MistakeSort } from './mistakeOrder.ts';

/** Where a person is among the mistakes of one run; it stays while other views are shown. */
export interface MistakesLook {
  readonly filter: MistakeFilter;
  /** The one that keys and the panel are at, as it was when it was gone to. */
  readonly active: Mistake | null;
  /** How far the gallery is scrolled, in CSS pixels. */
  readonly scroll: number;
}

export interface MistakesState {
  readonly sort: MistakeSort;
  readonly isByTrack: boolean;
  readonly scale: PictureScale;
  readonly isMatrixShown: boolean;
  readonly classOrder: ClassOrder;
  /** What is open beside the gallery. */
  readonly panel: 'none' | 'mistake' | 'try';
  /** Whether the list is being exported. */
  readonly isExporting: boolean;
  /** Whether the panel asks for the nearest training images by itself, once it was asked to. */
  readonly wantsNearest: boolean;
  readonly looks: Readonly<Record<string, MistakesLook>>;
}

const FIRST_LOOK: MistakesLook = { filter: NO_FILTER, active: null, scroll: 0 };

/** How the mistakes are looked at. */
export const useMistakes = create<MistakesState>(() => ({
  sort: 'sure',
  isByTrack: false,
  scale: 'own',
  isMatrixShown: true,
  classOrder: 'class',
  panel: 'none',
  isExporting: false,
  wantsNearest: false,
  looks: {},
}));

const { getState, setState } = useMistakes;

/** Where a person is among a run's mistakes. */
export function lookAt({ looks }: MistakesState, run: string): MistakesLook {
  return looks[run] ?? FIRST_LOOK;
}

/** Changes where a person is among a run's mistakes. */
export function changeLook(run: string, change: Partial<MistakesLook>): void {
  setState((state) => ({ looks: { ...state.looks, [run]: { ...lookAt(state, run), ...change } } }));
}

/** Shows other mistakes of a run, from the first on; the cell of the matrix goes along. */
export function filterBy(run: string, change: Partial<MistakeFilter>): void {
  const filter = { ...lookAt(getState(), run).filter, ...change };
  changeLook(run, { filter, scroll: 0 });
  selectCell(run, cellOfFilter(filter));
}

/** Opens the panel at a mistake. */
export function openMistake(run: string, active: Mistake): void {
  changeLook(run, { active });
  setState({ panel: 'mistake' });
}

export function closePanel(): void {
  setState({ panel: 'none' });
}

/** From now on a cell selected in any matrix of a run filters its mistakes. */
export function startMistakes(): void {
  useCell.subscribe(({ selected }, { selected: before }) => {
    const run = selected?.run ?? before?.run;
    if (selected === before || run === undefined) return;
    if (isSame(selected, cellOfFilter(lookAt(getState(), run).filter))) return;
    changeLook(run, { filter: filterOfCell(selected), scroll: 0 });
  });
}

function isSame(a: Cell | null, b: Cell | null): boolean {
  return a?.true === b?.true && a?.predicted === b?.predicted;
}
