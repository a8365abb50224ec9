import type { GraphDocument, GraphNode } from '../../shared/document.ts';
import { type Field, search } from '../palette/rank.ts';
import type { View } from '../store/viewStore.ts';
import type { Command } from './command.ts';
import { type OwnShortcuts, shortcutsOf } from './ownShortcuts.ts';

/** A line of the command palette. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  /** Beside the title: the group of a command, the module of a node. */
  readonly detail: string;
  readonly shortcut: string | null;
  readonly isDisabled: boolean;
  readonly target:
    | { readonly kind: 'command'; readonly command: Command }
    | { readonly kind: 'node'; readonly node: string };
}

/** Lines under one heading; null for what a search found. */
export interface EntryGroup {
  readonly heading: string | null;
  readonly entries: readonly Entry[];
}

const MOST_FOUND = 60;

/**
 * What the command palette shows: without a query all commands by group; with one whatever it fits, best first, nodes
 * of the graph among it.
 */
export function paletteEntries(
  query: string,
  commands: readonly Command[],
  own: OwnShortcuts,
  document: GraphDocument,
  view: View,
): readonly EntryGroup[] {
  const entries = commands.map((command) => commandEntry(command, own, view));
  if (query.trim() === '') return byGroup(entries);
  const found = search(query, [...entries, ...document.nodes.map(nodeEntry)], entryFields);
  return found.length === 0 ? [] : [{ heading: null, entries: found.slice(0, MOST_FOUND) }];
}

function commandEntry(command: Command, own: OwnShortcuts, view: View): Entry {
  const { id, title, group, where, isEnabled } = command;
  // Adding shows the canvas by itself; the other commands of the canvas would work on what is not seen.
  const isOutOfView = where === 'build' && view !== 'build' && group !== 'Add';
  return {
    id,
    title,
    detail: group,
    shortcut: shortcutsOf(command, own)[0] ?? null,
    isDisabled: isOutOfView || !(isEnabled?.() ?? true),
    target: { kind: 'command', command },
  };
}

function nodeEntry({ id, type, label }: GraphNode): Entry {
  return {
    id: `node:${id}`,
    title: `Go to ${id}`,
    detail: label === undefined ? type : `${label} (${type})`,
    shortcut: null,
    isDisabled: false,
    target: { kind: 'node', node: id },
  };
}

function entryFields({ title, detail, target }: Entry): readonly Field[] {
  if (target.kind === 'command') {
    return [
      { text: title, weight: 1, loose: true },
      { text: detail, weight: 0.5 },
    ];
  }
  return [
    { text: title, weight: 0.9 },
    { text: target.node, weight: 0.95, loose: true },
    { text: detail, weight: 0.8 },
  ];
}

function byGroup(entries: readonly Entry[]): readonly EntryGroup[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.detail);
    if (group) group.push(entry);
    else groups.set(entry.detail, [entry]);
  }
  return [...groups].map(([heading, list]) => ({ heading, entries: list }));
}
