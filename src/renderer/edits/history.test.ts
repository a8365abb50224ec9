import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import { modules } from '../../engine/nn/registry.ts';
import { DOCUMENT_LIMITS, type GraphDocument, type Wire } from '../../shared/document.ts';
import { readDocument, writeDocument } from '../../shared/documentFile.ts';
import { edit, redoEdit, showDocument, undoEdit, useDocument, wireKey } from '../store/documentStore.ts';
import { addNode } from './addNode.ts';
import { copyNodes, duplicateNodes, pasteNodes } from './clipboard.ts';
import { moveNodes } from './moveNodes.ts';
import { removeNodes } from './removeNodes.ts';
import { renameNode } from './renameNode.ts';
import { setLabel } from './setLabel.ts';
import { setParam } from './setParam.ts';
import { connectWire, insertOnWire, removeWires, wireFault } from './wires.ts';

const start = describeNetwork([
  ['input', 'Input', { size: [3, 10, 8] }],
  ['conv1', 'SpatialConvolution', { nOutputPlane: 7 }],
  ['relu1', 'ReLU'],
  ['add1', 'CAddTable', { N: 3 }, 'conv1', 'relu1', 'conv1'],
  ['view', 'View'],
  ['fc1', 'Linear', { outputSize: 5 }],
]);

type Recipe = (draft: GraphDocument) => void;

const number = fc.nat(30);
const type = fc.constantFrom(...modules.keys());
const text = fc.string({ maxLength: 12 });

/** Some of the nodes there are, by a bit each. */
function some({ nodes }: GraphDocument, bits: number): Set<string> {
  return new Set(nodes.flatMap(({ id }, i) => ((bits >> (i % 30)) & 1 ? [id] : [])));
}

function nth<T>(items: readonly T[], n: number): T {
  return items[n % items.length];
}

/** A wire from anywhere to anywhere, where the canvas would let it be drawn. */
function draw(draft: GraphDocument, a: number, b: number, port: string): void {
  const wire: Wire = {
    from: { node: nth(draft.nodes, a).id, port: 'output' },
    to: { node: nth(draft.nodes, b).id, port },
  };
  if (wireFault(draft, wire) === null) connectWire(draft, wire);
}

function whereAny(recipe: (draft: GraphDocument) => void): Recipe {
  return (draft) => {
    if (draft.nodes.length > 0 && draft.nodes.length < 60) recipe(draft);
  };
}

const recipes: fc.Arbitrary<Recipe> = fc.oneof(
  fc.tuple(type, number, text).map(
    ([type, y, label]) =>
      (draft: GraphDocument) =>
        void addNode(draft, { type, position: { x: 3, y }, label }),
  ),
  fc
    .tuple(number, number, fc.constantFrom('input', 'input1', 'input2', 'input3'))
    .map(([a, b, port]) => whereAny((draft) => draw(draft, a, b, port))),
  fc.nat(2 ** 30).map((bits) => whereAny((draft) => removeNodes(draft, some(draft, bits & (bits >> 3))))),
  fc
    .nat(2 ** 30)
    .map((bits) =>
      whereAny((draft) => void duplicateNodes(draft, some(draft, bits), { keepIncoming: bits % 2 === 0 })),
    ),
  fc.tuple(number, type).map(([n, type]) =>
    whereAny((draft) => {
      if (draft.wires.length > 0) insertOnWire(draft, wireKey(nth(draft.wires, n)), { type });
    }),
  ),
  number.map((n) =>
    whereAny((draft) => {
      if (draft.wires.length > 0) removeWires(draft, new Set([wireKey(nth(draft.wires, n))]));
    }),
  ),
  fc
    .tuple(number, text)
    .map(([n, label]) => whereAny((draft) => setLabel(draft, nth(draft.nodes, n).id, label))),
  fc
    .tuple(number, fc.constantFrom('N', 'kW', 'size'), fc.constantFrom(2, 3, undefined, [4, 5], 'x'))
    .map(([n, param, value]) => whereAny((draft) => setParam(draft, nth(draft.nodes, n).id, param, value))),
  fc
    .tuple(number, fc.constantFrom('stem', 'head', 'conv1', '9'))
    .map(([n, id]) => whereAny((draft) => void renameNode(draft, nth(draft.nodes, n).id, id))),
  fc
    .tuple(number, number)
    .map(([n, x]) =>
      whereAny((draft) => moveNodes(draft, new Map([[nth(draft.nodes, n).id, { x, y: -x }]]))),
    ),
);

/** What every edit leaves behind: each id once, each input wired once, no wire into nowhere, fit for a file. */
function expectSound(document: GraphDocument): void {
  const ids = new Set(document.nodes.map(({ id }) => id));
  expect(ids.size).toBe(document.nodes.length);
  expect(new Set(document.wires.map(wireKey)).size).toBe(document.wires.length);
  expect(document.wires.filter(({ from, to }) => !ids.has(from.node) || !ids.has(to.node))).toEqual([]);
  expect(document.nodes.filter(({ label = '' }) => label.length > DOCUMENT_LIMITS.labelLength)).toEqual([]);
  const text = writeDocument(document);
  expect(writeDocument(readDocument(text, 'test.json'))).toBe(text);
}

test('whatever is edited, every document on the way is sound, and undo and redo go through the same ones', () => {
  fc.assert(
    fc.property(fc.array(recipes, { maxLength: 12 }), (steps) => {
      showDocument({ document: start, name: 'start', path: null, savedHash: null });
      const texts = [writeDocument(start)];
      for (const recipe of steps) {
        const { undo } = useDocument.getState();
        edit('Step', recipe);
        const { document } = useDocument.getState();
        expectSound(document);
        if (useDocument.getState().undo.length > undo.length) texts.push(writeDocument(document));
      }
      const shown = () => writeDocument(useDocument.getState().document);
      for (let i = texts.length - 1; i > 0; i--) {
        expect(shown()).toBe(texts[i]);
        undoEdit();
      }
      expect(useDocument.getState().document).toBe(start);
      for (const text of texts.slice(1)) {
        redoEdit();
        expect(shown()).toBe(text);
      }
    }),
    { numRuns: 150 },
  );
});

test('what is pasted and removed again leaves the document as it was', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 6 - 1), fc.boolean(), fc.boolean(), (bits, keepIncoming, placed) => {
      const draft: GraphDocument = structuredClone(start);
      const text = copyNodes(draft, some(draft, bits));
      const ids = pasteNodes(draft, text, placed ? { x: 3, y: 4 } : null, { keepIncoming });
      expect(draft.nodes.length).toBe(start.nodes.length + ids.length);
      expectSound(draft);
      removeNodes(draft, new Set(ids));
      expect(draft).toEqual(start);
    }),
  );
});

test('a wire that may be drawn never closes a cycle', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number), { maxLength: 40 }), (wires) => {
      const draft: GraphDocument = structuredClone(start);
      for (const type of ['ReLU', 'JoinTable', 'Tanh', 'CAddTable']) {
        addNode(draft, { type, position: { x: 0, y: 0 } });
      }
      for (const [i, [a, b]] of wires.entries()) draw(draft, a, b, nth(['input', 'input1', 'input2'], i));
      const left = new Set(draft.nodes.map(({ id }) => id));
      for (let before = -1; before !== left.size; ) {
        before = left.size;
        const fed = new Set(draft.wires.filter(({ from }) => left.has(from.node)).map(({ to }) => to.node));
        for (const id of left) if (!fed.has(id)) left.delete(id);
      }
      expect([...left]).toEqual([]);
    }),
  );
});
