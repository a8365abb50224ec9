import type { DataChoice } from '../../shared/api/data.ts';
import { changePreferences, usePreferences } from '../store/preferencesStore.ts';
import { useTraining } from '../training/trainingStore.ts';
import { withRecent } from './dataSource.ts';
import { describeData, useDescriptionStore } from './descriptionStore.ts';

const MOST_RECENT = 9;

/** Changes what the next run trains on. */
export function changeData(change: Partial<DataChoice>): void {
  useTraining.setState(({ data }) => ({ data: { ...data, ...change } }));
}

/** Trains on folders from now on, and looks at their images; a folder that can be read is remembered. */
export async function chooseData(data: string, test: string | null): Promise<void> {
  changeData({ data, test });
  await describeData({ data, test });
  if (useDescriptionStore.getState().state !== 'known') return;
  const { recentData } = usePreferences.getState().preferences;
  if (recentData[0] !== data)
    await changePreferences({ recentData: withRecent(recentData, data, MOST_RECENT) });
}
