import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { operations } from '../src/engine/compiler/operations.ts';
import { operationsDocument, readAttributes } from './operations-doc.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

describe('docs/OPERATIONS.md', () => {
  test('is what the table of operations says today (npm run docs writes it)', async () => {
    const written = readFileSync(join(root, 'docs', 'OPERATIONS.md'), 'utf8');
    expect(written).toBe(await operationsDocument(root));
  });

  test('has a section for every operation, with what it computes', async () => {
    const words = (await operationsDocument(root)).replaceAll('\n', ' ');
    for (const [name, { summary }] of Object.entries(operations)) {
      expect(words).toContain(`## ${name}  \`\`\`text ${summary} \`\`\``);
    }
  });
});

describe('readAttributes', () => {
  test('reads attributes given by name, in place, as both or not at all', () => {
    const text = `
      export interface Window { readonly kW: number; readonly kH: number }
      export type Mode = 'floor' | 'ceil';
      export interface OperationAttributes {
        pool: Window & { readonly mode: Mode };
        plain: Window;
        sizes: { readonly size: readonly number[] };
        none: Record<never, never>;
      }`;
    const number = (name: string) => ({ name, type: 'number' });
    expect(Object.fromEntries(readAttributes(text))).toEqual({
      pool: [number('kW'), number('kH'), { name: 'mode', type: "'floor' | 'ceil'" }],
      plain: [number('kW'), number('kH')],
      sizes: [{ name: 'size', type: 'readonly number[]' }],
      none: [],
    });
  });

  test('refuses attributes written in a way that it does not know', () => {
    const text = 'export interface OperationAttributes { pool: Partial<Record<string, number>> }';
    expect(() => readAttributes(text)).toThrow('attributes are written as Partial<Record<string, number>>');
  });
});
