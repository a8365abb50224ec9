import { produce } from 'immer';
import { create } from 'zustand';
import type { GraphDocument, Wire } from '../../shared/document.ts';

/** One step of undo. */
export interface Edit {
  /** What the person did, as the menu says it: `Add SpatialConvolution`. */
  readonly title: string;
  /** Edits in a row with the same key are one step: typing in one field, nudging one node. */
  readonly merge: string | null;
  /** The document before and after it. What did not change is the same object in both. */
  readonly before: GraphDocument;
  readonly after: GraphDocument;
  /** The nodes to select when it is taken back; among the steps taken back, when it is made again. */
  readonly selected: ReadonlySet<string>;
}

export interface DocumentState {
  readonly document: GraphDocument;
  /** The file's name without folder and ending, or the template's. */
  readonly name: string;
  readonly path: string | null;
  /** Hash of the file as it was opened or saved last. */
  readonly savedHash: string | null;
  /** The document as it was opened or saved last: the same object while nothing differs; null: never saved. */
  readonly saved: GraphDocument | null;
  readonly undo: readonly Edit[];
  readonly redo: readonly Edit[];
  /** Ids of selected nodes. */
  readonly selection: ReadonlySet<string>;
  /** Keys (`wireKey`) of selected wires. */
  readonly selectedWires: ReadonlySet<string>;
}

/** A project without a node. */
export const emptyDocument: GraphDocument = {
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
    balance: 0,
    averaging: null,
  },
};

const NOTHING: ReadonlySet<string> = new Set();
const MOST_EDITS = 1000;

/** The open project: what is drawn, trained and saved, with its history. */
export const useDocument = create<DocumentState>(() => ({
  document: emptyDocument,
  name: 'Untitled',
  path: null,
  savedHash: null,
  saved: emptyDocument,
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
  const { document, undo, selection } = getState();
  const next = produce(document, (draft) => void recipe(draft));
  if (next === document) return;
  const last = undo.at(-1);
  const joined = merge !== null && last?.merge === merge;
  const step: Edit = joined
    ? { ...last, after: next }
    : { title, merge, before: document, after: next, selected: selection };
  const steps = joined ? undo.slice(0, -1) : undo;
  setState((state) => ({
    document: next,
    undo: [...steps, step].slice(-MOST_EDITS),
    redo: [],
    ...withoutStale(state, next),
  }));
}

/** Ends a run of merged edits: the next one is a step of its own, whatever its key. */
export function endMerge(): void {
  const { undo } = getState();
  const closed = closedSteps(undo);
  if (closed !== undo) setState({ undo: closed });
}

/** The steps with the last one closed to further merging. */
function closedSteps(steps: readonly Edit[]): readonly Edit[] {
  const last = steps.at(-1);
  return last === undefined || last.merge === null
    ? steps
    : [...steps.slice(0, -1), { ...last, merge: null }];
}

/** Takes the last step back: the document is the very one from before it, with what was selected then. */
export function undoEdit(): void {
  const { undo, redo, selection } = getState();
  const step = undo.at(-1);
  if (!step) return;
  setState((state) => ({
    document: step.before,
    undo: closedSteps(undo.slice(0, -1)),
    redo: [...redo, { ...step, selected: selection }],
    ...withoutStale({ ...state, selection: step.selected }, step.before),
  }));
}

/** Makes the step that was taken back last again. */
export function redoEdit(): void {
  const { undo, redo, selection } = getState();
  const step = redo.at(-1);
  if (!step) return;
  setState((state) => ({
    document: step.after,
    undo: closedSteps([...undo, { ...step, selected: selection }]),
    redo: redo.slice(0, -1),
    ...withoutStale({ ...state, selection: step.selected }, step.after),
  }));
}

/** Shows another document; its history starts empty. `saved` is null for one that stands in no file as it is. */
export function showDocument(opened: {
  readonly document: GraphDocument;
  readonly name: string;
  readonly path: string | null;
  readonly savedHash: string | null;
  readonly saved?: GraphDocument | null;
}): void {
  const { document, name, path, savedHash, saved = document } = opened;
  setState({
    document,
    name,
    path,
    savedHash,
    saved,
    undo: [],
    redo: [],
    selection: NOTHING,
    selectedWires: NOTHING,
  });
}

/** Notes that `document` now lies in a file. The next edit is a step of its own, so that undo leads back to it. */
export function noteSaved(document: GraphDocument, path: string, name: string, savedHash: string): void {
  setState(({ undo }) => ({ saved: document, path, name, savedHash, undo: closedSteps(undo) }));
}

/** Selects nodes and wires, and nothing else. Selecting something else ends a run of merged edits. */
export function select(nodes: Iterable<string>, wires: Iterable<string> = []): void {
  const { selection, selectedWires, undo } = getState();
  const next = { selection: new Set(nodes), selectedWires: new Set(wires) };
  if (isSameSet(next.selection, selection) && isSameSet(next.selectedWires, selectedWires)) return;
  setState({ ...next, undo: closedSteps(undo) });
}

/** Whether there is something to save. */
export function isDirty({ document, saved }: DocumentState): boolean {
  return document !== saved;
}

/** The selection without what an edit took away; the same Sets where nothing is gone. */
function withoutStale(
  { selection, selectedWires }: DocumentState,
  { nodes, wires }: GraphDocument,
): Pick<DocumentState, 'selection' | 'selectedWires'> {
  return {
    selection: selection.size === 0 ? selection : kept(selection, new Set(nodes.map(({ id }) => id))),
    selectedWires:
      selectedWires.size === 0 ? selectedWires : kept(selectedWires, new Set(wires.map(wireKey))),
  };
}

function kept(chosen: ReadonlySet<string>, present: ReadonlySet<string>): ReadonlySet<string> {
  const left = [...chosen].filter((key) => present.has(key));
  return left.length === chosen.size ? chosen : new Set(left);
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((key) => b.has(key));
}

/** Names a wire: an input port takes one wire only, so its end is enough. */
export function wireKey({ to }: Pick<Wire, 'to'>): string {
  return `${to.node}.${to.port}`;
}
