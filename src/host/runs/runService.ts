import type { HostHandlers } from '../../shared/api/contract.ts';
import type { RunResults } from '../../shared/api/runs.ts';
import type { AppContext } from '../app/context.ts';
/** Runs of the app, and the end of them all. */
export interface RunService {
  readonly handlers: HostHandlers<keyof RunResults>;
  close(): Promise<void>;
}
export function createRunService(_context: AppContext): RunService {
  return { handlers: {} as HostHandlers<keyof RunResults>, close: async () => {} };
}
