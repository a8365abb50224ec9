import type { AppEvent } from '../../shared/api/contract.ts';

/** What every service of the app stands on. */
export interface AppContext {
  /** Folders that pages may read from and write to, by real path; the first is the default place. Grows by grants. */
  readonly roots: () => readonly string[];
  /** Preferences, journals and downloaded data lie here. */
  readonly homeFolder: string;
  readonly runsFolder: string;
  readonly surface: 'serve' | 'electron';
  /** Tells every page. */
  readonly broadcast: (event: AppEvent) => void;
  /** Told how many runs are under way, each time that changes. */
  readonly busy?: (runs: number) => void;
}
