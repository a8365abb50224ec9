import { describe, expect, test } from 'vitest';
import type { OperationName } from '../compiler/attributes.ts';
import { compile } from '../compiler/compile.ts';
import { type OperationSpecification, operations } from '../compiler/operations.ts';
import type { Operation, Program } from '../compiler/program.ts';
import { demandingTarget, referenceTarget } from '../devices/reference/referenceTarget.ts';
import { criterions } from '../nn/criterions/registry.ts';
import { modules } from '../nn/registry.ts';
import { optimisers } from '../optim/registry.ts';
import { moduleProgram } from './moduleProgram.ts';
import { describeNetwork, resolveNetwork } from './network.ts';
import { networks } from './networks.ts';
import { optimiserProgram } from './optimiserProgram.ts';

/** The Programs of every sample there is. */
function samplePrograms(): Program[] {
  const ofModules = [...modules.values()]
    .filter(({ category }) => category !== 'Input')
    .flatMap((definition) =>
      definition.samples.map((sample) => moduleProgram(definition, sample, referenceTarget, 2).program),
    );
  const documents = [...criterions.values()].flatMap(({ type, samples }) =>
    samples.map(({ params, classes }) =>
      describeNetwork([['scores', 'Input', { size: [classes] }]], {
        criterion: { type, params: { ...params } },
      }),
    ),
  );
  const ofNetworks = [...documents, ...Object.values(networks)].map((document) => {
    const { graph, training } = resolveNetwork(document);
    return compile(graph, training, { capacity: 2, target: demandingTarget }).program;
  });
  const ofOptimisers = [...optimisers.values()].flatMap((definition) =>
    definition.samples.map((sample) => optimiserProgram(definition, sample, referenceTarget)),
  );
  return [...ofModules, ...ofNetworks, ...ofOptimisers];
}

const programs = samplePrograms();
const specifications = Object.entries(operations) as [OperationName, OperationSpecification][];

/** An operand list agrees with what is specified: count, kind, type, and null only where it may be left out. */
function operandFaults({ values }: Program, { name, inputs, outputs }: Operation): string[] {
  const specified: OperationSpecification = operations[name];
  return (['inputs', 'outputs'] as const).flatMap((side) => {
    const list = side === 'inputs' ? inputs : outputs;
    const slots = specified[side];
    const variadic = slots[slots.length - 1]?.variadic === true;
    if (!variadic && list.length !== slots.length)
      return [`${name}: ${list.length} ${side}, expected ${slots.length}`];
    return list.flatMap((id, i) => {
      const slot = slots[Math.min(i, slots.length - 1)];
      if (id === null) return slot.optional ? [] : [`${name}: ${slot.name} is left out`];
      const { kind, type } = values[id];
      const wanted = `${slot.kind} ${slot.type ?? 'float32'}`;
      return `${kind} ${type}` === wanted
        ? []
        : [`${name}: ${slot.name} is ${kind} ${type}, expected ${wanted}`];
    });
  });
}

describe('the table of operations', () => {
  test('holds none that no sample uses', () => {
    const used = new Set(
      programs.flatMap(({ step, evaluate }) => [...step, ...evaluate].map(({ name }) => name)),
    );
    expect(specifications.map(([name]) => name).filter((name) => !used.has(name))).toEqual([]);
  });

  test('names the operands of an operation apart, and says in a sentence what it computes', () => {
    for (const [name, { inputs, outputs, summary }] of specifications) {
      const names = [...inputs, ...outputs].map((operand) => operand.name);
      expect([name, new Set(names).size]).toEqual([name, names.length]);
      expect(summary).toMatch(/\.$/);
    }
  });

  test('lets memory be shared, and inputs be written, only by positions that there are', () => {
    for (const [, { inputs, outputs, inPlace = [], effects = [] }] of specifications) {
      for (const [output, input] of inPlace) {
        expect(outputs[output]).toBeDefined();
        expect(inputs[input]?.kind).toBe(outputs[output].kind);
      }
      for (const input of effects) expect(inputs[input]?.kind).toBe('fixed');
    }
  });

  test('is followed by every operation of every sample', () => {
    const faults = programs.flatMap((program) =>
      [...program.step, ...program.evaluate].flatMap((operation) => operandFaults(program, operation)),
    );
    expect(faults).toEqual([]);
  });
});
