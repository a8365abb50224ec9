import { beforeEach, describe, expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import { addNode } from '../edits/addNode.ts';
import { removeNodes } from '../edits/removeNodes.ts';
import { setLabel } from '../edits/setLabel.ts';
import {
  edit,
  endMerge,
  isDirty,
  noteSaved,
  redoEdit,
  select,
  showDocument,
  undoEdit,
  useDocument,
  wireKey,
} from './documentStore.ts';

const state = useDocument.getState;

function open(): void {
  const document = describeNetwork([
    ['input', 'Input', { size: [3, 10, 8] }],
    ['conv1', 'SpatialConvolution', { nOutputPlane: 7 }],
    ['relu1', 'ReLU'],
  ]);
  showDocument({ document, name: 'signs', path: '/home/ada/signs.json', savedHash: 'f'.repeat(64) });
}

/** Types a label, letter by letter. */
function type(text: string, id = 'conv1'): void {
  for (let i = 1; i <= text.length; i++) {
    edit('Set label', (draft) => setLabel(draft, id, text.slice(0, i)), `label ${id}`);
  }
}

function titles(): string[] {
  return state().undo.map(({ title }) => title);
}

beforeEach(open);

describe('undo and redo', () => {
  test('lead to the very documents that were there', () => {
    const first = state().document;
    edit('Add ReLU', (draft) => void addNode(draft, { type: 'ReLU', position: { x: 1, y: 2 } }));
    const second = state().document;
    edit('Delete conv1', (draft) => removeNodes(draft, new Set(['conv1'])));
    const third = state().document;
    expect(third.nodes.map(({ id }) => id)).toEqual(['input', 'relu1', 'relu2']);
    undoEdit();
    expect(state().document).toBe(second);
    undoEdit();
    expect(state().document).toBe(first);
    undoEdit();
    expect(state().document).toBe(first);
    redoEdit();
    redoEdit();
    redoEdit();
    expect(state().document).toBe(third);
  });

  test('a recipe that changes nothing, or fails, leaves no step', () => {
    const { document } = state();
    edit('Nothing', (draft) => setLabel(draft, 'conv1', ''));
    expect(() =>
      edit('Fails', (draft) => {
        draft.nodes.length = 0;
        throw new Error('half way');
      }),
    ).toThrow('half way');
    expect(state().document).toBe(document);
    expect(state().undo).toEqual([]);
  });

  test('another edit forgets what was taken back', () => {
    type('Edges');
    undoEdit();
    edit('Delete relu1', (draft) => removeNodes(draft, new Set(['relu1'])));
    expect(state().redo).toEqual([]);
    expect(titles()).toEqual(['Delete relu1']);
  });

  test('the last thousand steps are kept', () => {
    for (let i = 1; i <= 1003; i++) edit(`Label ${i}`, (draft) => setLabel(draft, 'relu1', `${i}`));
    expect(state().undo.length).toBe(1000);
    expect(titles()[0]).toBe('Label 4');
  });
});

describe('edits in a row with one key', () => {
  test('are one step', () => {
    type('Edges');
    expect(titles()).toEqual(['Set label']);
    undoEdit();
    expect(state().document.nodes[1].label).toBeUndefined();
    redoEdit();
    expect(state().document.nodes[1].label).toBe('Edges');
  });

  test.each([
    ['another key', () => type('B', 'relu1')],
    ['an edit without key', () => edit('Label', (draft) => setLabel(draft, 'input', 'x'))],
    ['leaving the field', endMerge],
    ['selecting something else', () => select(['relu1'])],
    ['saving', () => noteSaved(state().document, '/a.json', 'a', 'e'.repeat(64))],
  ])('end with %s', (_what, between) => {
    type('Edges');
    between();
    const before = state().document;
    const steps = state().undo.length;
    type('Corners');
    expect(state().undo.length).toBe(steps + 1);
    undoEdit();
    expect(state().document).toBe(before);
  });

  test('end where they were taken back or made again', () => {
    type('Edges');
    endMerge();
    type('Corners');
    undoEdit();
    type('Lines');
    expect(titles()).toEqual(['Set label', 'Set label']);
    undoEdit();
    redoEdit();
    type('Dots');
    expect(titles()).toEqual(['Set label', 'Set label', 'Set label']);
  });

  test('selecting the same again does not end them', () => {
    select(['conv1']);
    type('Ed');
    select(['conv1']);
    type('Edge');
    expect(titles()).toEqual(['Set label']);
  });
});

describe('something to save', () => {
  test('is there after an edit, gone after undo, and there after undo past the save', () => {
    expect(isDirty(state())).toBe(false);
    type('Edges');
    expect(isDirty(state())).toBe(true);
    undoEdit();
    expect(isDirty(state())).toBe(false);
    redoEdit();
    noteSaved(state().document, '/home/ada/other.json', 'other', 'a'.repeat(64));
    expect(isDirty(state())).toBe(false);
    expect(state()).toMatchObject({ path: '/home/ada/other.json', name: 'other', savedHash: 'a'.repeat(64) });
    undoEdit();
    expect(isDirty(state())).toBe(true);
    redoEdit();
    expect(isDirty(state())).toBe(false);
  });

  test('is there at once for a recovered document, which lies in no file as it is', () => {
    const { document } = state();
    showDocument({ document, name: 'signs', path: null, savedHash: null, saved: null });
    expect(isDirty(state())).toBe(true);
    showDocument({ document, name: 'signs', path: null, savedHash: null });
    expect(isDirty(state())).toBe(false);
  });
});

describe('the selection', () => {
  const keys = ['conv1.input', 'relu1.input'];

  test('loses what an edit takes away, at the same moment', () => {
    select(['conv1', 'relu1'], keys);
    const seen: string[] = [];
    const stop = useDocument.subscribe(({ document, selection, selectedWires }) => {
      const ids = new Set(document.nodes.map(({ id }) => id));
      const wires = new Set(document.wires.map(wireKey));
      seen.push(...[...selection].filter((id) => !ids.has(id)));
      seen.push(...[...selectedWires].filter((key) => !wires.has(key)));
    });
    edit('Delete conv1', (draft) => removeNodes(draft, new Set(['conv1'])));
    stop();
    expect(seen).toEqual([]);
    expect([...state().selection]).toEqual(['relu1']);
    expect([...state().selectedWires]).toEqual(['relu1.input']);
  });

  test('is again what it was when an edit is taken back, and made again', () => {
    select(['conv1']);
    edit('Add ReLU', (draft) => void addNode(draft, { type: 'ReLU', position: { x: 1, y: 2 } }));
    select(['relu1', 'relu2']);
    undoEdit();
    expect([...state().selection]).toEqual(['conv1']);
    redoEdit();
    expect([...state().selection]).toEqual(['relu1', 'relu2']);
    undoEdit();
    expect([...state().selection]).toEqual(['conv1']);
  });

  test('is the same object while it holds the same', () => {
    select(['conv1'], keys);
    const { selection, selectedWires } = state();
    select(['conv1'], [...keys].reverse());
    type('Edges');
    expect(state().selection).toBe(selection);
    expect(state().selectedWires).toBe(selectedWires);
  });

  test('is empty in another document', () => {
    select(['conv1'], keys);
    type('Edges');
    open();
    expect(state().selection.size + state().selectedWires.size + state().undo.length).toBe(0);
  });
});
