import { applyPatches, enablePatches, type Patch, produceWithPatches } from 'immer';
import { create } from 'zustand';
import type { GraphDocument } from '../../shared/document.ts';

enablePatches();

/** One step of undo. */
export interface Edit {
  /** What the person did, as the menu says it: `Add SpatialConvolution`. */
  readonly title: string;
  /** Edits in a row with the same key are one step: typing in one field, nudging one node. */
  readonly merge: string | null;
  readonly forward: readonly Patch[];
  readonly backward: readonly Patch[];
}

export interface DocumentState {
  readonly document: GraphDocument;
  /** The file's name without folder and ending, or the template's. */
  readonly name: string;
  readonly path: string | null;
  /** Hash of the file as it was opened or saved last. */
  readonly savedHash: string | null;
  /** The document as it was opened or saved last: the same object while nothing differs. */
  readonly saved: GraphDocument;
  readonly undo: readonly Edit[];
  readonly redo: readonly Edit[];
  /** Ids of selected nodes. */
  readonly selection: ReadonlySet<string>;
  /** Keys (`wireKey`) of selected wires. */
  readonly selectedWires: ReadonlySet<string>;
}

const empty: GraphDocument = {
  version: 1,
  nodes: [],
  wires: [],
  training: {
    criterion: { type: 'ClassNLLCriterion', params: {} },
    optimiser: { type: 'sgd', params: {} },
    schedule: { type: 'constant', params: {} },
    augmentation: 'none',
    epochs: 20,
    batchSize: 32,
  },
};

const NOTHING: ReadonlySet<string> = new Set();
const MOST_EDITS = 1000;

/** The open project: what is drawn, trained and saved, with its history. */
export const useDocument = create<DocumentState>(() => ({
  document: empty,
  name: 'Untitled',
  path: null,
  savedHash: null,
  saved: empty,
  undo: [],
  redo: [],
  selection: NOTHING,
  selectedWires: NOTHING,
}));

const { getState, setState } = useDocument;

/**
 * Changes the document in one undo step. The recipe changes a draft in place; a recipe that changes nothing leaves no
 * step. With `merge`, the step joins the one before it where that has the same key.
 */
export function edit(
  title: string,
  recipe: (draft: GraphDocument) => void,
  merge: string | null = null,
): void {
  const { document, undo } = getState();
  const [next, forward, backward] = produceWithPatches(
    document,
    (draft) => void recipe(draft as GraphDocument),
  );
  if (forward.length === 0) return;
  const before = undo.at(-1);
  const joined = merge !== null && before?.merge === merge;
  const step: Edit = joined
    ? { ...before, forward: [...before.forward, ...forward], backward: [...backward, ...before.backward] }
    : { title, merge, forward, backward };
  const steps = joined ? undo.slice(0, -1) : undo;
  setState({ document: next, undo: [...steps, step].slice(-MOST_EDITS), redo: [] });
  dropStaleSelection();
}

/** Ends a run of merged edits: the next one is a step of its own, whatever its key. */
export function endMerge(): void {
  const { undo } = getState();
  const last = undo.at(-1);
  if (last?.merge) setState({ undo: [...undo.slice(0, -1), { ...last, merge: null }] });
}

export function undoEdit(): void {
  const { document, undo, redo } = getState();
  const step = undo.at(-1);
  if (!step) return;
  setState({
    document: applyPatches(document, [...step.backward]),
    undo: undo.slice(0, -1),
    redo: [...redo, step],
  });
  dropStaleSelection();
}

export function redoEdit(): void {
  const { document, undo, redo } = getState();
  const step = redo.at(-1);
  if (!step) return;
  setState({
    document: applyPatches(document, [...step.forward]),
    undo: [...undo, { ...step, merge: null }],
    redo: redo.slice(0, -1),
  });
  dropStaleSelection();
}

/** Shows another document; its history starts empty. `saved` is null for one that stands in no file as it is. */
export function showDocument(opened: {
  readonly document: GraphDocument;
  readonly name: string;
  readonly path: string | null;
  readonly savedHash: string | null;
  readonly saved?: GraphDocument;
}): void {
  const { document } = opened;
  setState({ saved: document, ...opened, undo: [], redo: [], selection: NOTHING, selectedWires: NOTHING });
}

/** Notes that `document` now lies in a file. */
export function noteSaved(document: GraphDocument, path: string, name: string, savedHash: string): void {
  setState({ saved: document, path, name, savedHash });
}

/** Selects nodes and wires, and nothing else. */
export function select(nodes: Iterable<string>, wires: Iterable<string> = []): void {
  setState({ selection: new Set(nodes), selectedWires: new Set(wires) });
}

/** Whether there is something to save. */
export function isDirty({ document, saved }: DocumentState): boolean {
  return document !== saved;
}

/** An edit or its undoing may take selected nodes away. */
function dropStaleSelection(): void {
  const { document, selection, selectedWires } = getState();
  const ids = new Set(document.nodes.map(({ id }) => id));
  const keys = new Set(document.wires.map(wireKey));
  setState({
    selection: new Set([...selection].filter((id) => ids.has(id))),
    selectedWires: new Set([...selectedWires].filter((key) => keys.has(key))),
  });
}

/** Names a wire: an input port takes one wire only, so its end is enough. */
export function wireKey({ to }: GraphDocument['wires'][number]): string {
  return `${to.node}.${to.port}`;
}
