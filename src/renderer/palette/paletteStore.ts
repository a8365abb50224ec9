import { z } from 'zod';
import { create } from 'zustand';
import { modules } from '../../engine/nn/registry.ts';

const KEY = 'signalbox.palette';
const MOST_RECENT = 4;

const keptSchema = z.object({
  recent: z.array(z.string().max(100)).max(50),
  closed: z.array(z.string().max(100)).max(50),
});

export interface PaletteState {
  /** Modules added last, newest first. */
  readonly recent: readonly string[];
  /** Sections that are folded up, by category. */
  readonly closed: readonly string[];
}

/** What the palette remembers in this browser. */
export const usePalette = create<PaletteState>(() => readKept(browserStorage()));

/** Notes that a module was put on the canvas: it is offered first from now on. */
export function notePlaced(type: string): void {
  if (!modules.has(type)) return;
  keep(({ recent, closed }) => ({
    recent: [type, ...recent.filter((other) => other !== type)].slice(0, MOST_RECENT),
    closed,
  }));
}

/** Folds sections up: these and no others. */
export function setClosed(closed: readonly string[]): void {
  keep(({ recent }) => ({ recent, closed: [...closed] }));
}

/** What was kept; nothing where it is missing, damaged, or names modules that are no more. */
export function readKept(storage: Pick<Storage, 'getItem'> | null): PaletteState {
  const nothing = { recent: [], closed: [] };
  try {
    const kept = keptSchema.safeParse(JSON.parse(storage?.getItem(KEY) ?? 'null'));
    if (!kept.success) return nothing;
    const { recent, closed } = kept.data;
    return { recent: recent.filter((type) => modules.has(type)).slice(0, MOST_RECENT), closed };
  } catch {
    return nothing;
  }
}

function keep(change: (state: PaletteState) => PaletteState): void {
  const next = change(usePalette.getState());
  usePalette.setState(next);
  try {
    browserStorage()?.setItem(KEY, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing (its storage full or forbidden) forgets at the next start; nothing else is lost.
  }
}

/** Reading the property itself throws where storage is forbidden. */
function browserStorage(): Storage | null {
  try {
    return typeof localStorage === 'undefined' ? null : localStorage;
  } catch {
    return null;
  }
}
