import type { HostHandlers } from '../../shared/api/contract.ts';
import type { DocumentResults } from '../../shared/api/documents.ts';
import type { AppContext } from '../app/context.ts';
export function createDocumentService(_context: AppContext): HostHandlers<keyof DocumentResults> {
  return {} as HostHandlers<keyof DocumentResults>;
}
