import { create } from 'zustand';

/** As many runs as can be told apart in one chart, the shown one among them. */
export const MOST_COMPARED = 6;

/** The runs ticked in the history: they are compared with the shown one. */
export const usePicks = create<{ readonly picked: readonly string[] }>(() => ({ picked: [] }));

/** Ticks a run, or takes its tick away. */
export function togglePick(id: string): void {
  usePicks.setState(({ picked }) => ({
    picked: picked.includes(id) ? picked.filter((other) => other !== id) : [...picked, id],
  }));
}

/** Takes all ticks away. */
export function endComparison(): void {
  usePicks.setState({ picked: [] });
}

/** The runs that are compared, the shown one first; one alone where nothing is. */
export function comparedRuns(shown: string | null, picked: readonly string[]): readonly string[] {
  const all = shown === null ? picked : [shown, ...picked.filter((id) => id !== shown)];
  return all.slice(0, MOST_COMPARED);
}
