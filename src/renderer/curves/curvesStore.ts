import { create } from 'zustand';

/** The epochs that the charts show. */
export interface EpochRange {
  readonly from: number;
  readonly to: number;
}

export interface CurvesState {
  /** What was zoomed to; null for all there is. */
  readonly range: EpochRange | null;
  /** Loss by orders of magnitude. */
  readonly isLog: boolean;
  /** Index into `smoothingSteps`. */
  readonly smoothing: number;
  /** Keys of lines that are not drawn. */
  readonly hidden: ReadonlySet<string>;
  /** Where the cursor is, in epochs; null where it is outside. */
  readonly cursor: number | null;
  /** Where it was put by keyboard; the charts move theirs there. */
  readonly placed: number | null;
  /** The figures instead of the charts. */
  readonly isTable: boolean;
}

/** How the curves are looked at: the same for both charts, whichever run is shown. */
export const useCurves = create<CurvesState>(() => ({
  range: null,
  isLog: false,
  // A fifth of an epoch: where a point is the mean of a few images it would tell little by itself.
  smoothing: 5,
  hidden: new Set<string>(),
  cursor: null,
  placed: null,
  isTable: false,
}));

/** The least that can be zoomed to, in epochs. */
const LEAST_RANGE = 0.001;

/** Zooms all charts to a range; null shows all. One too small to show anything is left alone. */
export function zoomTo(range: EpochRange | null): void {
  if (range === null || range.to - range.from >= LEAST_RANGE) useCurves.setState({ range });
}

/**
 * A range `factor` times as long around `centre`, within 0 to `end`: below 1 zooms in. Null where that is all
 * there is.
 */
export function zoomedRange(
  range: EpochRange,
  factor: number,
  centre: number,
  end: number,
): EpochRange | null {
  const from = Math.max(0, centre - (centre - range.from) * factor);
  const to = Math.min(end, centre + (range.to - centre) * factor);
  return from <= 0 && to >= end ? null : { from, to };
}

/** Puts the cursor at an epoch, in every chart; null takes it away. */
export function placeCursor(at: number | null): void {
  useCurves.setState({ cursor: at, placed: at });
}

/** Hides a line, or shows it again. */
export function toggleLine(key: string): void {
  useCurves.setState(({ hidden }) => {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    return { hidden: next };
  });
}
