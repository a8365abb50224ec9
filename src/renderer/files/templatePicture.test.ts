import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import { analyse } from '../../engine/graph/analyse.ts';
import { modules } from '../../engine/nn/registry.ts';
import { readDocument } from '../../shared/documentFile.ts';
import { templatePicture } from './templatePicture.ts';

const size = { width: 240, height: 90 };

function pictureOf(name: string) {
  const path = new URL(`../../../resources/graphs/${name}.json`, import.meta.url);
  const document = readDocument(readFileSync(path, 'utf8'), name);
  return templatePicture(document, analyse(document, modules).shaped, size);
}

test.each(['vgg-small', 'inception-tiny', 'resnet-tiny', 'mlp'])(
  'the picture of %s has every node within its frame, none on another',
  (name) => {
    const { blocks } = pictureOf(name);
    for (const { x, y, width, height } of blocks) {
      expect(Math.min(x, y, width, height)).toBeGreaterThan(0);
      expect(x + width).toBeLessThanOrEqual(size.width);
      expect(y + height).toBeLessThanOrEqual(size.height);
    }
    const overlaps = blocks.flatMap((a, i) =>
      blocks
        .slice(i + 1)
        .filter(
          (b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
        )
        .map((b) => `${a.id} ${b.id}`),
    );
    expect(overlaps).toEqual([]);
  },
);

test('data flow from left to right, and blocks are as high as their pictures are large', () => {
  const { blocks, lines } = pictureOf('vgg-small');
  const block = (id: string) => blocks.find((one) => one.id === id);
  expect(block('conv1')?.height).toBeGreaterThan(block('conv6')?.height ?? 0);
  expect(block('input')).toMatchObject({ category: 'Input' });
  expect(lines).toHaveLength(blocks.length - 1);
  expect(lines.every(({ x1, x2 }) => x1 < x2)).toBe(true);
});

test('branches lie beside each other, and every wire is drawn', () => {
  const { blocks, lines } = pictureOf('inception-tiny');
  expect(new Set(blocks.map(({ x }) => x)).size).toBeLessThan(blocks.length);
  expect(lines.length).toBeGreaterThan(blocks.length);
});

test('a graph without places, of modules nobody knows, is drawn too', () => {
  const document = describeNetwork([
    ['input', 'Input'],
    ['odd', 'FromAnotherProgram'],
  ]);
  const { blocks, lines } = templatePicture(document, new Map(), size);
  expect(blocks.map(({ id, category }) => [id, category])).toEqual([
    ['input', 'Input'],
    ['odd', null],
  ]);
  expect(lines).toHaveLength(1);
  expect(templatePicture({ ...document, nodes: [], wires: [] }, new Map(), size).blocks).toEqual([]);
});
