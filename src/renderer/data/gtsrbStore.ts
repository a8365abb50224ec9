import { create } from 'zustand';
import type { GtsrbState } from '../../shared/api/data.ts';
import { host } from '../host/hostClient.ts';
import { notify } from '../store/viewStore.ts';
import { useTraining } from '../training/trainingStore.ts';

export interface GtsrbStoreState {
  /** Null until the host has told. */
  readonly gtsrb: GtsrbState | null;
  /** Why it is not known, or could not be controlled. */
  readonly sentence: string | null;
}

/** Where "Get GTSRB" stands: one for all pages, it goes on while none looks. */
export const useGtsrb = create<GtsrbStoreState>(() => ({ gtsrb: null, sentence: null }));

/** Follows the download from the page's start, and says when it is done. */
export function startGtsrb(): void {
  host().onEvent((event) => {
    if (event.kind === 'gtsrb') take(event.state);
  });
}

/** Asks where it stands. */
export function loadGtsrb(): Promise<void> {
  return answer(host().call.gtsrb({}));
}

/** Starts, pauses, resumes or cancels. */
export function controlGtsrb(action: 'start' | 'pause' | 'resume' | 'cancel'): Promise<void> {
  return answer(host().call.controlGtsrb({ action }));
}

/** The next run trains on the downloaded benchmark. */
export function trainOnGtsrb(folder: string): void {
  useTraining.setState(({ data }) => ({ data: { ...data, data: folder, test: null } }));
}

async function answer(call: Promise<GtsrbState>): Promise<void> {
  try {
    take(await call);
  } catch (error) {
    useGtsrb.setState({ sentence: error instanceof Error ? error.message : String(error) });
  }
}

function take(gtsrb: GtsrbState): void {
  const before = useGtsrb.getState().gtsrb;
  useGtsrb.setState({ gtsrb, sentence: null });
  const hasArrived = before !== null && before.state !== 'ready' && gtsrb.state === 'ready';
  if (!hasArrived) return;
  notify('GTSRB is ready to train on', { title: 'Use it', run: () => trainOnGtsrb(gtsrb.folder) });
}
