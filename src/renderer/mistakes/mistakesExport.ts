import { create } from 'zustand';
import type { Mistake } from '../../shared/api/runs.ts';
import { host } from '../host/hostClient.ts';
import { plural } from '../run/runWords.ts';
import { notify } from '../store/viewStore.ts';
import { useMistakes } from './mistakesStore.ts';

/** What became of the last export of a list of mistakes. */
export interface MistakesExport {
  readonly state: 'ready' | 'working' | 'done' | 'fault';
  readonly result: { readonly path: string; readonly images: number } | null;
  /** Why it failed. */
  readonly sentence: string | null;
}

const READY: MistakesExport = { state: 'ready', result: null, sentence: null };

export const useMistakesExport = create<MistakesExport>(() => READY);

const { getState, setState } = useMistakesExport;

/** Lets what became of the last export go. */
export function forgetMistakesExport(): void {
  if (getState().state !== 'working') setState(READY);
}

/** Opens the dialog that asks where to. */
export function openMistakesExport(): void {
  forgetMistakesExport();
  useMistakes.setState({ isExporting: true });
}

/** Writes mistakes of a run into a new folder. Where nobody looks any more when it is done, that is said in passing. */
export async function exportMistakes(run: string, path: string, list: readonly Mistake[]): Promise<void> {
  if (getState().state === 'working') return;
  setState({ state: 'working', result: null, sentence: null });
  try {
    const indices = list.map(({ index }) => index);
    const result = await host().call.exportMistakes({ id: run, path, indices });
    setState({ state: 'done', result });
    sayUnlessOpen(`mistakes.csv and ${plural(result.images, 'picture')} are in ${result.path}`);
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    setState({ state: 'fault', sentence });
    sayUnlessOpen(`The mistakes were not exported: ${sentence}`);
  }
}

function sayUnlessOpen(sentence: string): void {
  if (!useMistakes.getState().isExporting) notify(sentence);
}
