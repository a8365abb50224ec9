import { lockHolder } from '../lock.ts';
import type { RunStanding } from './runStanding.ts';

/** Milliseconds for which an answer holds: a list of hundreds of runs is asked for often. */
const FRESH_MILLISECONDS = 3000;

/** Which run folders other processes have. */
export interface Holders {
  /** `elsewhere` where another process has the folder, else null. */
  standing(folder: string): Promise<RunStanding | null>;
}

/** Asks each folder's holder, not again within a few seconds. */
export function createHolders(): Holders {
  const known = new Map<string, { readonly asked: number; readonly standing: Promise<RunStanding | null> }>();
  return {
    standing(folder) {
      const last = known.get(folder);
      if (last && performance.now() - last.asked < FRESH_MILLISECONDS) return last.standing;
      const standing = ask(folder);
      known.set(folder, { asked: performance.now(), standing });
      return standing;
    },
  };
}

async function ask(folder: string): Promise<RunStanding | null> {
  const holder = await lockHolder(folder);
  // This process has a folder for a moment while it begins or deletes a run.
  if (holder === null || holder === process.pid) return null;
  const who = holder === 'unknown' ? 'Another process' : `Process ${holder}`;
  return { state: 'elsewhere', sentence: `${who} has this run` };
}
