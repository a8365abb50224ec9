import { DOCUMENT_LIMITS, type GraphDocument, type GraphNode, type Wire } from '../../shared/document.ts';
import { parseDocument, writeDocument } from '../../shared/documentFile.ts';
import { readJson } from '../../shared/json.ts';
import { fail } from '../../shared/problem.ts';
import { checkRoom } from './addNode.ts';
import { createIdMaker } from './nodeIds.ts';
import { type Position, wholePixels } from './position.ts';

/** Marks a text as nodes on their way from one canvas to another. Besides the mark it is a project's text. */
const FORMAT = 'signalbox-nodes';
const NAME = 'The clipboard';
/** How far from its original a copy lies, in pixels. */
const OFFSET = 40;
const STEP = 100;

/** Whether wires from nodes that are not copied come along. */
export interface PasteOptions {
  readonly keepIncoming?: boolean;
}

/** The nodes as text for the clipboard, with the wires between them and those that lead to them. */
export function copyNodes(document: GraphDocument, ids: ReadonlySet<string>): string {
  const part = {
    ...document,
    nodes: document.nodes.filter(({ id }) => ids.has(id)),
    wires: document.wires.filter(({ to }) => ids.has(to.node)),
  };
  return writeDocument(part).replace('{', `{\n  "format": "${FORMAT}",`);
}

/**
 * Adds the nodes of a text, copied ones or a whole project's, around a place; `null`: beside where they were copied.
 * An id that is taken gets the next number. Returns the new ids in the text's order.
 * Throws ProblemError with one sentence where the text holds no nodes, or more than the project has room for.
 */
export function pasteNodes(
  draft: GraphDocument,
  text: string,
  at: Position | null,
  { keepIncoming = false }: PasteOptions = {},
): string[] {
  const { nodes, wires } = readNodes(text);
  checkRoom(draft, { nodes: nodes.length, wires: wires.length });
  const before = new Set(draft.nodes.map(({ id }) => id));
  const maker = createIdMaker(before);
  const renamed = new Map<string, string>();
  const ids = nodes.map(({ id }) => {
    const own = maker.forCopy(id);
    if (!renamed.has(id)) renamed.set(id, own);
    return own;
  });
  const positions = placed(nodes, at, draft.nodes);
  draft.nodes.push(...nodes.map((node, i) => ({ ...node, id: ids[i], position: positions[i] })));
  draft.wires.push(...pastedWires(wires, renamed, keepIncoming ? before : new Set()));
  return ids;
}

/** Adds copies of nodes beside them; returns the new ids in the document's order. */
export function duplicateNodes(
  draft: GraphDocument,
  ids: ReadonlySet<string>,
  { keepIncoming }: { readonly keepIncoming: boolean },
): string[] {
  return pasteNodes(draft, copyNodes(draft, ids), null, { keepIncoming });
}

/** Reads a text as any file is read: bounded, migrated, checked. */
function readNodes(text: string): GraphDocument {
  if (!/^\s*\ufeff?\s*\{/.test(text.slice(0, 1000))) {
    const found = text.trim() === '' ? 'nothing' : 'other text';
    fail(
      'no-nodes',
      `${NAME} holds ${found}, expected nodes copied from Signalbox or the text of a Signalbox project`,
    );
  }
  const json = readJson(text, { bytes: DOCUMENT_LIMITS.bytes, depth: DOCUMENT_LIMITS.depth, file: NAME });
  const { format, ...project } = json as Record<string, unknown>;
  if (format !== undefined && format !== FORMAT) {
    const found = JSON.stringify(format).slice(0, 60);
    fail('no-nodes', `${NAME} holds something else: its format is ${found}, expected "${FORMAT}"`);
  }
  return parseDocument(project, NAME);
}

/** Wires among the pasted nodes by their new ids, and those from `outside`. */
function pastedWires(
  wires: readonly Wire[],
  renamed: ReadonlyMap<string, string>,
  outside: ReadonlySet<string>,
): Wire[] {
  return wires.flatMap(({ from, to }) => {
    const end = renamed.get(to.node);
    const start = renamed.get(from.node) ?? (outside.has(from.node) ? from.node : undefined);
    if (end === undefined || start === undefined) return [];
    return [{ from: { node: start, port: from.port }, to: { node: end, port: to.port } }];
  });
}

/** Where pasted nodes go: their middle at a place, or as they were, moved on until they cover no others. */
function placed(
  nodes: readonly GraphNode[],
  at: Position | null,
  others: readonly GraphNode[],
): { x: number; y: number }[] {
  const places = nodes.map(({ position }, i) => position ?? { x: 0, y: i * STEP });
  const [first] = places;
  if (first === undefined) return [];
  if (at !== null) {
    const middle = (values: readonly number[]) => (smallest(values) - smallest(values.map((v) => -v))) / 2;
    const x = at.x - middle(places.map((place) => place.x));
    const y = at.y - middle(places.map((place) => place.y));
    return places.map((place) => wholePixels({ x: place.x + x, y: place.y + y }));
  }
  const covered = new Set(others.map(({ position }) => position && `${position.x} ${position.y}`));
  let offset = OFFSET;
  while (covered.has(`${Math.round(first.x) + offset} ${Math.round(first.y) + offset}`)) offset += OFFSET;
  return places.map((place) => wholePixels({ x: place.x + offset, y: place.y + offset }));
}

function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}
