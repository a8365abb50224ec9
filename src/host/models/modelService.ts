import type { HostHandlers } from '../../shared/api/contract.ts';
import type { ModelResults } from '../../shared/api/models.ts';
import type { AppContext } from '../app/context.ts';
export function createModelService(_context: AppContext): HostHandlers<keyof ModelResults> {
  return {} as HostHandlers<keyof ModelResults>;
}
