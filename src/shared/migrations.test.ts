import { expect, test } from 'vitest';
import { DOCUMENT_VERSION } from './document.ts';
import { type Migration, migrate, migrations } from './migrations.ts';

const renamed: Migration = ({ modules, ...rest }) => ({ ...rest, nodes: modules });
const doubled: Migration = (document) => ({ ...document, nodes: [...(document.nodes as number[]), 8] });
const steps = new Map([
  [1, renamed],
  [2, doubled],
]);

test('an old project goes through every step from its version on, in order', () => {
  expect(migrate({ version: 1, modules: [3] }, 'f', steps, 3)).toEqual({ version: 3, nodes: [3, 8] });
  expect(migrate({ version: 2, nodes: [5] }, 'f', steps, 3)).toEqual({ version: 3, nodes: [5, 8] });
});

test("a project of today's version is left as it is", () => {
  const project = { version: 3, nodes: [1] };
  expect(migrate(project, 'f', steps, 3)).toBe(project);
});

test('the project that was read is not changed', () => {
  const project = Object.freeze({ version: 1, modules: Object.freeze([3]) });
  expect(migrate(project, 'f', steps, 3)).not.toBe(project);
});

test('a version of which no step is known is refused by its number', () => {
  expect(() => migrate({ version: 0 }, 'old.json', steps, 3)).toThrow(
    'old.json: version 0 is unknown, expected 1 to 3',
  );
});

test('every version from the first to the one before this one has its step', () => {
  expect([...migrations.keys()]).toEqual(Array.from({ length: DOCUMENT_VERSION - 1 }, (_, i) => i + 1));
});
