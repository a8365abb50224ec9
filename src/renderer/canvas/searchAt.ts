import { openQuickSearch, type QuickSearchRequest } from '../palette/quickSearchStore.ts';
import { placeForNew, shownCanvas } from './flow.ts';
import type { Point } from './wireCurve.ts';

/** Opens the search for a module at a place on the screen; without one, at the pointer, or in the canvas's middle. */
export function searchAt(screen?: Point, what: Pick<QuickSearchRequest, 'from' | 'wire'> = {}): void {
  const { screen: usual, atPointer } = placeForNew();
  const place = screen ?? usual;
  const position = shownCanvas()?.instance.screenToFlowPosition({ x: place.x, y: place.y });
  const isAnywhere = screen === undefined && !atPointer;
  if (position !== undefined) openQuickSearch({ at: place, position, isAnywhere, ...what });
}
