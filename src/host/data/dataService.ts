import type { HostHandlers } from '../../shared/api/contract.ts';
import type { DataResults } from '../../shared/api/data.ts';
import type { AppContext } from '../app/context.ts';
export function createDataService(_context: AppContext): HostHandlers<keyof DataResults> {
  return {} as HostHandlers<keyof DataResults>;
}
