import { produce } from 'immer';
import { expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { moveNodes } from '../edits/moveNodes.ts';
import { removeNodes } from '../edits/removeNodes.ts';
import { renameNode } from '../edits/renameNode.ts';
import { setLabel } from '../edits/setLabel.ts';
import { setParam } from '../edits/setParam.ts';
import { setTraining } from '../edits/setTraining.ts';
import { removeWires } from '../edits/wires.ts';
import { analysisOf } from './analysisStore.ts';

const document = describeNetwork([
  ['input', 'Input', { size: [3, 10, 8] }],
  ['conv1', 'SpatialConvolution', { nOutputPlane: 7 }],
  ['view', 'View'],
  ['fc1', 'Linear', { outputSize: 5 }],
]);

test.each<[string, (draft: GraphDocument) => void]>([
  ['moving', (draft) => moveNodes(draft, new Map([['conv1', { x: 7, y: 9 }]]))],
  ['naming', (draft) => setLabel(draft, 'conv1', 'Edges')],
  ['training settings', (draft) => setTraining(draft, { epochs: 3 })],
])('%s: the judgement is the same object', (_what, recipe) => {
  const before = analysisOf(document);
  const after = produce(document, recipe);
  expect(after).not.toBe(document);
  expect(analysisOf(after)).toBe(before);
});

test.each<[string, (draft: GraphDocument) => void, string | undefined]>([
  ['a parameter', (draft) => setParam(draft, 'conv1', 'kW', 11), 'output-too-small'],
  ['a wire', (draft) => removeWires(draft, new Set(['fc1.input'])), 'missing-wire'],
  ['a node', (draft) => removeNodes(draft, new Set(['view'])), 'shape-mismatch'],
  ['an id', (draft) => void renameNode(draft, 'conv1', 'stem'), undefined],
])('%s: judged anew', (_what, recipe, code) => {
  const before = analysisOf(document);
  const after = produce(document, recipe);
  const analysis = analysisOf(after);
  expect(analysis).not.toBe(before);
  expect(analysis.problems[0]?.code).toBe(code);
  expect([...analysis.shaped.keys()].filter((id) => !after.nodes.some((node) => node.id === id))).toEqual([]);
  expect(analysisOf(document).problems).toEqual([]);
});
