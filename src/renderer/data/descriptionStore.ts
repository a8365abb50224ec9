import { create } from 'zustand';
import type { DataChoice, DataSummary } from '../../shared/api/data.ts';
import { host } from '../host/hostClient.ts';

/** Which images are described: the limit and the validation share change nothing about them. */
export type DataPlace = Pick<DataChoice, 'data' | 'test'>;

export interface DescriptionState {
  /** What is, or was, looked at, by `placeKey`. */
  readonly of: string | null;
  readonly state: 'none' | 'reading' | 'known' | 'fault';
  readonly progress: {
    readonly split: 'train' | 'test';
    readonly done: number;
    readonly total: number;
  } | null;
  readonly summary: DataSummary | null;
  /** Why it could not be looked at. */
  readonly sentence: string | null;
}

const NOTHING = { state: 'none', progress: null, summary: null, sentence: null } as const;

/** What is known of the images of one data folder; it stays when the view is left. */
export const useDescriptionStore = create<DescriptionState>(() => ({ of: null, ...NOTHING }));

/** One string for a place, to compare by. */
export function placeKey({ data, test }: DataPlace): string {
  return JSON.stringify([data, test]);
}

/** What is known of the images of a place; `none` where another place was looked at last. */
export function useDescription(place: DataPlace): DescriptionState {
  const description = useDescriptionStore();
  return description.of === placeKey(place) ? description : { of: null, ...NOTHING };
}

let requests = 0;

/** Looks at all images of a place. What came before is dropped, also where it is still under way. */
export async function describeData({ data, test }: DataPlace): Promise<void> {
  const of = placeKey({ data, test });
  const request = `describe-${++requests}`;
  const isCurrent = () => request === `describe-${requests}`;
  useDescriptionStore.setState({ of, ...NOTHING, state: 'reading' });
  const stop = host().onEvent((event) => {
    if (event.kind !== 'data' || event.request !== request || !isCurrent()) return;
    const { split, done, total } = event;
    useDescriptionStore.setState({ progress: { split, done, total } });
  });
  try {
    const choice = { data, test, validationShare: null, limit: null };
    const summary = await host().call.describeData({ request, choice });
    if (isCurrent()) useDescriptionStore.setState({ state: 'known', progress: null, summary });
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    if (isCurrent()) useDescriptionStore.setState({ state: 'fault', progress: null, sentence });
  } finally {
    stop();
  }
}
