import { create } from 'zustand';
import type { TensorflowState } from '../../shared/api/tensorflow.ts';
import { host } from '../host/hostClient.ts';
import { notify } from '../store/viewStore.ts';
import { reloadDevices } from './deviceStore.ts';

export interface TensorflowStoreState {
  /** Null until the host has told. */
  readonly tensorflow: TensorflowState | null;
  /** Why it is not known, or could not be controlled. */
  readonly sentence: string | null;
  /** Whether this page shows what there is to get; what is under way is shown anyhow. */
  readonly isOpen: boolean;
}

/** Where "Get TensorFlow" stands: one for all pages, it goes on while none looks. */
export const useTensorflow = create<TensorflowStoreState>(() => ({
  tensorflow: null,
  sentence: null,
  isOpen: false,
}));

/** Follows it from the page's start, and says when it is done. */
export function startTensorflow(): void {
  host().onEvent((event) => {
    if (event.kind === 'tensorflow') take(event.state);
  });
}

/** Asks where it stands; that is quick. */
export function loadTensorflow(): Promise<void> {
  return answer(host().call.tensorflow({}));
}

/** Looks what would be done, starts it or cancels it. */
export function controlTensorflow(action: 'look' | 'start' | 'cancel'): Promise<void> {
  return answer(host().call.controlTensorflow({ action }));
}

/** Shows what there is to get, having looked for it, or puts that away. */
export function showTensorflow(isOpen: boolean): void {
  useTensorflow.setState({ isOpen });
  if (!isOpen) return;
  const { tensorflow } = useTensorflow.getState();
  // What was found before is not shown as if it were what is there now.
  const isAtRest = tensorflow !== null && tensorflow.state !== 'working' && tensorflow.state !== 'ready';
  if (isAtRest) useTensorflow.setState({ tensorflow: { ...tensorflow, state: 'looking', plan: null } });
  void controlTensorflow('look');
}

async function answer(call: Promise<TensorflowState>): Promise<void> {
  try {
    take(await call);
  } catch (error) {
    useTensorflow.setState({ sentence: error instanceof Error ? error.message : String(error) });
  }
}

function take(tensorflow: TensorflowState): void {
  const before = useTensorflow.getState().tensorflow;
  useTensorflow.setState({ tensorflow, sentence: null });
  if (before?.state !== 'working') return;
  // What came of it is shown where it was seen to go on.
  if (tensorflow.state === 'ready' || tensorflow.state === 'failed') useTensorflow.setState({ isOpen: true });
  if (tensorflow.state !== 'ready') return;
  notify(`TensorFlow ${tensorflow.result?.version ?? ''} is there`);
  void reloadDevices();
}
