import { describe, expect, test } from 'vitest';
import { fittedTexts, NODE, type NodeTexts, nodeSize, portPlace } from './nodeSize.ts';

const plain: NodeTexts = {
  title: 'SpatialConvolution',
  type: null,
  params: '3 → 32, 3×3, 1,1, 1,1',
  time: null,
  id: 'conv1',
  shape: '32×48×48',
  faulty: false,
  inputs: 1,
  outputs: 1,
};

describe("a node's size", () => {
  test('is as wide as its widest line, and even', () => {
    const { width } = nodeSize(plain);
    expect(width).toBe(172);
    expect(nodeSize({ ...plain, title: 'SpatialBatchNormalization' }).width).toBeGreaterThan(width);
  });

  test('leaves room for the badge of its faults', () => {
    expect(nodeSize({ ...plain, faulty: true }).width).toBeGreaterThan(nodeSize(plain).width + 20);
  });

  test('has a line less without parameters and one more with a label', () => {
    const { height } = nodeSize(plain);
    expect(nodeSize({ ...plain, params: null }).height).toBe(height - NODE.line.height);
    expect(nodeSize({ ...plain, type: 'Linear' }).height).toBe(height + NODE.line.height);
  });

  test('is bounded, however long its label', () => {
    const labelled = { ...plain, title: 'W'.repeat(200), type: 'Linear' };
    expect(nodeSize(labelled).width).toBe(NODE.widest);
    expect(fittedTexts(labelled, NODE.widest).title).toMatch(/^W+…$/);
    expect(nodeSize({ ...plain, title: 'x', params: null, id: 'a', shape: '' }).width).toBe(NODE.narrowest);
  });

  test('grows with its ports, which are named where there is more than one', () => {
    const join = nodeSize({ ...plain, inputs: 7 });
    expect(join.width).toBe(7 * NODE.ports.each);
    expect(join.height).toBe(nodeSize(plain).height + NODE.ports.height);
  });
});

test('ports stand evenly along the edge', () => {
  expect([0, 1, 2].map((i) => portPlace(180, i, 3))).toEqual([30, 90, 150]);
  expect(portPlace(172, 0, 1)).toBe(86);
});
