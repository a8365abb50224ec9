import { beforeEach, describe, expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import { useCamera } from '../store/cameraStore.ts';
import { showDocument, undoEdit, useDocument } from '../store/documentStore.ts';
import { showView, useView } from '../store/viewStore.ts';
import { presentProblems } from './allProblems.ts';
import { nextProblem, stepProblem } from './goToProblem.ts';
import { makeMend } from './mend.ts';
import { useProblemBar } from './problemStore.ts';

const faulty = describeNetwork([
  ['images', 'Input', { size: [3, 10, 8] }],
  ['conv', 'SpatialConvolution', { kW: 0, dH: 0 }],
  ['fc', 'Linear', { outputSize: 5 }],
]);

function show(document: typeof faulty): void {
  showDocument({ document, name: 'faulty', path: null, savedHash: null });
}

beforeEach(() => {
  show(faulty);
  showView('train');
  useProblemBar.setState({ isOpen: false, current: null });
});

test('faults of graph and settings are listed together, each with a key of its own', () => {
  show({ ...faulty, training: { ...faulty.training, augmentation: 'wild' } });
  const problems = presentProblems();
  expect(problems.map(({ place, problem }) => [place, problem.code])).toEqual([
    ['graph', 'param-range'],
    ['graph', 'param-range'],
    ['graph', 'shape-mismatch'],
    ['training', 'unknown-augmentation'],
  ]);
  expect(new Set(problems.map(({ key }) => key)).size).toBe(4);
});

describe('stepping', () => {
  test('goes around in both directions', () => {
    const problems = presentProblems();
    expect(nextProblem(problems, null, 1)).toBe(problems[0]);
    expect(nextProblem(problems, null, -1)).toBe(problems[2]);
    expect(nextProblem(problems, problems[2].key, 1)).toBe(problems[0]);
    expect(nextProblem(problems, problems[0].key, -1)).toBe(problems[2]);
    expect(nextProblem([], null, 1)).toBeUndefined();
  });

  test('selects the node in the canvas and brings it into view, each time anew', () => {
    stepProblem(-1);
    expect(useView.getState().view).toBe('build');
    expect([...useDocument.getState().selection]).toEqual(['fc']);
    const { target } = useCamera.getState();
    expect(target?.node).toBe('fc');
    stepProblem(1);
    stepProblem(-1);
    expect(useCamera.getState().target?.node).toBe('fc');
    expect(useCamera.getState().target?.seq).toBeGreaterThan(target?.seq ?? 0);
  });

  test('opens the list for a fault that has no place', () => {
    show({ ...faulty, nodes: [], wires: [] });
    stepProblem(1);
    expect(useProblemBar.getState().isOpen).toBe(true);
  });
});

test('a mend is one step of undo and selects what it put in', () => {
  const mend = presentProblems()
    .flatMap(({ problem }) => problem.mends ?? [])
    .find(({ title }) => title === 'Insert View before it');
  if (!mend) throw new Error('the Linear offers no View');
  makeMend(mend);
  expect(useDocument.getState().document.nodes).toHaveLength(4);
  expect([...useDocument.getState().selection]).toEqual(['view']);
  expect(useDocument.getState().undo.map(({ title }) => title)).toEqual(['Insert View before it']);
  undoEdit();
  expect(useDocument.getState().document).toEqual(faulty);
});
