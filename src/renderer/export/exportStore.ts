import { create } from 'zustand';
import type { ExportFormat, ExportReport } from '../../shared/api/models.ts';
import type { RunSummary } from '../../shared/api/runs.ts';
import { host } from '../host/hostClient.ts';
import { usePreferences } from '../store/preferencesStore.ts';
import { notify, openOverlay, useView } from '../store/viewStore.ts';
import { usualPlaces } from './exportPlace.ts';

/** What is asked for, and what became of it. It outlives the dialog: writing a large model takes its time. */
export interface ModelExport {
  readonly run: string | null;
  readonly checkpoint: 'best' | 'last';
  readonly format: ExportFormat;
  /** Where to, for each format. */
  readonly paths: Readonly<Record<ExportFormat, string>>;
  readonly state: 'ready' | 'working' | 'done' | 'fault';
  readonly report: ExportReport | null;
  /** Why it failed. */
  readonly sentence: string | null;
}

const NOTHING = { state: 'ready', report: null, sentence: null } as const;

export const useModelExport = create<ModelExport>(() => ({
  run: null,
  checkpoint: 'best',
  format: 'onnx',
  paths: { onnx: '', savedmodel: '', safetensors: '' },
  ...NOTHING,
}));

const { getState, setState } = useModelExport;

/** Begins with a run; where it was begun with already, everything is as it was left. */
export function beginExport({ id, name }: Pick<RunSummary, 'id' | 'name'>): void {
  const { run, state } = getState();
  if (run === id || state === 'working') return;
  const folder = usePreferences.getState().hello?.roots[0];
  setState({ run: id, checkpoint: 'best', paths: usualPlaces(name, folder), ...NOTHING });
}

/** Changes what is asked for; what became of the last question goes. */
export function changeExport(change: Partial<Pick<ModelExport, 'checkpoint' | 'format' | 'paths'>>): void {
  setState({ ...change, ...NOTHING });
}

/** Writes the model and has it run again. Where nobody looks any more when it is done, that is said in passing. */
export async function exportModel(): Promise<void> {
  const { run, checkpoint, format, paths, state } = getState();
  if (run === null || state === 'working') return;
  setState({ state: 'working', report: null, sentence: null });
  const path = paths[format].trim();
  try {
    const report = await host().call.exportModel({ id: run, checkpoint, format, path });
    setState({ state: 'done', report });
    sayUnlessOpen(run, `The model is in ${path}.`);
  } catch (error) {
    setState({ state: 'fault', sentence: error instanceof Error ? error.message : String(error) });
    sayUnlessOpen(run, 'The model was not exported.');
  }
}

function sayUnlessOpen(run: string, sentence: string): void {
  if (useView.getState().overlay?.kind === 'export') return;
  notify(sentence, { title: 'Show the report', run: () => openOverlay({ kind: 'export', run }) });
}
