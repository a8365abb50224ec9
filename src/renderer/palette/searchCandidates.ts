import type { Candidate } from './fits.ts';
import { searchModules } from './searchModules.ts';

/** What a search found, best first: modules that take what the wire brings, and those that do not as they are. */
export interface Found {
  readonly fitting: readonly Candidate[];
  readonly others: readonly Candidate[];
}

/**
 * The candidates that a query fits, those that take the wire's shape apart from the others. Without a query, modules
 * added last come first.
 */
export function searchCandidates(
  query: string,
  offered: readonly Candidate[],
  recent: readonly string[] = [],
): Found {
  const byType = new Map(offered.map((candidate) => [candidate.definition.type, candidate]));
  const ranked = searchModules(
    query,
    offered.map(({ definition }) => definition),
  );
  const types = ranked.map(({ type }) => type);
  const first = query.trim() === '' ? recent.filter((type) => byType.has(type)) : [];
  const found = [...new Set([...first, ...types])].flatMap((type) => byType.get(type) ?? []);
  return {
    fitting: found.filter(({ reason }) => reason === null),
    others: found.filter(({ reason }) => reason !== null),
  };
}
