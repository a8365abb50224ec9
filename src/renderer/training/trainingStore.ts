import { create } from 'zustand';
import type { DataChoice } from '../../shared/api/data.ts';

/** How the next run is started, beside what the project itself says (`document.training`). */
export interface TrainingChoice {
  readonly data: DataChoice;
  /** A device's name, or `auto`. */
  readonly device: string;
  readonly seed: number;
}

/** A first start trains on the drawn signs and holds a tenth out. */
export const useTraining = create<TrainingChoice>(() => ({
  data: { data: 'signs', test: null, validationShare: 0.1, limit: null },
  device: 'auto',
  seed: 1,
}));
