import type { ApplicationResults } from '../../shared/api/application.ts';
import type { HostHandlers } from '../../shared/api/contract.ts';
import type { AppContext } from './context.ts';
export function createPreferenceService(_context: AppContext): HostHandlers<keyof ApplicationResults> {
  return {} as HostHandlers<keyof ApplicationResults>;
}
