import type { NetworkProfile } from '../../shared/api/profile.ts';
import type { GraphDocument } from '../../shared/document.ts';
import type { ProfileRow } from '../../shared/profile.ts';
import { timeWords } from '../figures/quantities.ts';
import { percentWords } from '../run/runWords.ts';

/** What a profile says of a node, on the node. */
export interface NodeMark {
  /** `12.3 ms · 24 %`. */
  readonly text: string;
  /** As a screen reader says it. */
  readonly spoken: string;
  /** The node's share as part of the largest one, 0 to 1; null where the profile is old. */
  readonly heat: number | null;
  /** It has operations of its own. */
  readonly isTimed: boolean;
}

export type NodeMarks = ReadonlyMap<string, NodeMark>;

/** Rows of a step's time that are no nodes, whatever they are called in a graph. */
const APART: ReadonlySet<string> = new Set(['criterion', 'optimiser']);

/** The rows of nodes, and what belongs to none. A node that is called like one of the latter takes its row. */
export function splitRows(
  { rows }: NetworkProfile,
  { nodes }: GraphDocument,
): { readonly ofNodes: readonly ProfileRow[]; readonly apart: readonly ProfileRow[] } {
  const ids = new Set(nodes.map(({ id }) => id));
  const isApart = ({ name }: ProfileRow) => APART.has(name) && !ids.has(name);
  return { ofNodes: rows.filter((row) => !isApart(row)), apart: rows.filter(isApart) };
}

/** The largest share of a node, which the scale of colours ends in. */
export function largestShare(rows: readonly ProfileRow[]): number {
  return rows.reduce((most, { share }) => Math.max(most, share), 0);
}

/** A mark for each node that was profiled, by id. */
export function nodeMarks(profile: NetworkProfile, document: GraphDocument, isOld: boolean): NodeMarks {
  const { ofNodes } = splitRows(profile, document);
  const largest = largestShare(ofNodes);
  const rows = new Map(ofNodes.map((row) => [row.name, row]));
  return new Map(document.nodes.map(({ id }) => [id, markOf(rows.get(id), largest, isOld)]));
}

function markOf(row: ProfileRow | undefined, largest: number, isOld: boolean): NodeMark {
  const before = isOld ? ', before the last edits' : '';
  if (row === undefined) {
    const spoken = `no operation of its own${before}`;
    return { text: 'no operation', spoken, heat: isOld ? null : 0, isTimed: false };
  }
  return {
    text: rowWords(row),
    spoken: `${timeWords(row.milliseconds)}, ${shareWords(row.share)} of a step${before}`,
    heat: isOld ? null : row.share / (largest || 1),
    isTimed: true,
  };
}

/** `12.3 ms · 24 %`. */
export function rowWords({ milliseconds, share }: ProfileRow): string {
  return `${timeWords(milliseconds)} · ${shareWords(share)}`;
}

/** A share of a step: `24 %`, `3.1 %`, `< 0.1 %`. */
export function shareWords(share: number): string {
  if (share > 0 && share < 0.0005) return '< 0.1 %';
  return percentWords(share, share < 0.0995 ? 1 : 0);
}
