import { describe, expect, test } from 'vitest';
import type { GraphDocument } from '../../shared/document.ts';
import { readDocument, writeDocument } from '../../shared/documentFile.ts';
import type { Problem } from '../../shared/problem.ts';
import { referenceTarget } from '../devices/reference/referenceTarget.ts';
import { validate } from '../graph/validate.ts';
import { criterions } from '../nn/criterions/registry.ts';
import { modules } from '../nn/registry.ts';
import { optimisers } from '../optim/registry.ts';
import { schedules } from '../training/schedules/registry.ts';
import { resolveTraining } from '../training/settings.ts';
import { beyondLimits } from './beyondLimits.ts';
import { moduleProgram, shapeModule } from './moduleProgram.ts';
import { describeNetwork, type NodeWords } from './network.ts';

/** A document with one node of a module; what feeds it is named but only there where `wired`. */
function documentOf(
  type: string,
  params: Record<string, unknown>,
  ports: readonly string[] = [],
): GraphDocument {
  const nodes: NodeWords[] = type === 'Input' ? [] : [['images', 'Input']];
  return describeNetwork([...nodes, ['node1', type, params, ...ports.map(() => 'images')]]);
}

describe('every module', () => {
  for (const [name, definition] of modules) {
    test(`${name} is declared under its own name, in words, with samples`, () => {
      expect(definition.type).toBe(name);
      expect(definition.summary.length).toBeGreaterThan(3);
      expect(definition.summary).not.toMatch(/\.$/);
      expect(definition.documentation).toMatch(/\.$/);
      expect(definition.samples.length).toBeGreaterThan(0);
      for (const declaration of Object.values(definition.params))
        expect(declaration.description).toMatch(/^[A-Z]/);
    });

    for (const sample of definition.samples) {
      const title = `${name} ${JSON.stringify(sample.params)}`;
      test(`${title} has as many shapes as ports, and fills in every blank that its tensors need`, () => {
        const node = shapeModule(definition, sample);
        expect(node.inputs.length).toBe(sample.inputs.length);
        expect(node.outputShapes.length).toBe(definition.outputs.length);
        expect(definition.subtitle(node.params)).not.toContain('?');
        const tensors = [definition.parameters, definition.statistics].flatMap(
          (list) => list?.(node.params) ?? [],
        );
        for (const { shape } of tensors)
          expect(shape.every((size) => Number.isInteger(size) && size > 0)).toBe(true);
      });

      if (definition.category !== 'Input') {
        test(`${title} is lowered to values of the shape it inferred, in both modes`, () => {
          const { program, output, node } = moduleProgram(definition, sample, referenceTarget, 3);
          expect(program.values[output.step].shape).toEqual(node.outputShapes[0]);
          expect(program.values[output.evaluate].shape).toEqual(node.outputShapes[0]);
        });
      }

      test(`${title} comes back from the project file as it was`, () => {
        const document = documentOf(name, { ...sample.params }, shapeModule(definition, sample).inputs);
        const text = writeDocument(document);
        const read = readDocument(text, 'sample.json');
        expect(read).toEqual(document);
        expect(writeDocument(read)).toBe(text);
      });
    }

    for (const { param, value, why } of beyondLimits(definition.params)) {
      test(`${name} refuses ${param} ${why} with a Problem that names node and parameter`, () => {
        const { problems } = validate(documentOf(name, { [param]: value }), modules);
        const own = problems.filter((problem) => problem.code === 'param-range');
        expect(own).toEqual([expect.objectContaining({ node: 'node1', param })]);
        expect(own[0].message).toMatch(new RegExp(`^node1 \\(${name}\\): .*${param}`));
      });
    }
  }
});

describe('every criterion, optimiser and schedule', () => {
  const kinds = { criterion: criterions, optimiser: optimisers, schedule: schedules } as const;
  const settings = documentOf('Identity', {}).training;
  for (const [kind, registry] of Object.entries(kinds)) {
    for (const [type, { params, summary }] of registry) {
      test(`${kind} ${type} is declared in words, and takes its defaults`, () => {
        expect(summary.length).toBeGreaterThan(3);
        const { problems } = resolveTraining({ ...settings, [kind]: { type, params: {} } }, null);
        expect(problems).toEqual([]);
      });
      for (const { param, value, why } of beyondLimits(params)) {
        test(`${kind} ${type} refuses ${param} ${why} with a Problem that names both`, () => {
          const chosen = { type, params: { [param]: value } };
          const { training, problems } = resolveTraining({ ...settings, [kind]: chosen }, null);
          expect(training).toBeNull();
          expect(problems).toEqual([
            expect.objectContaining<Partial<Problem>>({ code: 'param-range', param }),
          ]);
          expect(problems[0].message).toMatch(new RegExp(`^${kind} \\(${type}\\): .*${param}`));
        });
      }
    }
    test(`an unknown ${kind} is named beside those there are`, () => {
      const { problems } = resolveTraining({ ...settings, [kind]: { type: 'nestorov', params: {} } }, null);
      expect(problems.map(({ message }) => message)).toEqual([
        `training.${kind}: unknown ${kind} "nestorov", expected one of ${[...registry.keys()].join(', ')}`,
      ]);
    });
  }
});
