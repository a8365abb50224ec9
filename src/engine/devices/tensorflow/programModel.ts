import type { Program } from '../../compiler/program.ts';
import { typeAttribute } from '../../interchange/savedModel/attributes.ts';
import {
  createGraphBuilder,
  type GraphBuilder,
  variableHandle,
} from '../../interchange/savedModel/graphBuilder.ts';
import {
  type Signature,
  type SignatureTensor,
  savedModelBytes,
} from '../../interchange/savedModel/savedModel.ts';
import { FLOAT } from './emit/arithmetic.ts';
import { feedFloats } from './feed.ts';
import { writeProcedure } from './procedureGraph.ts';
import type { Handle } from './variableGraph.ts';
import { planVariables, type VariablePlan } from './variables.ts';

/** What can be asked of a Program's SavedModel. */
export const signatureNames = {
  /** Brings every variable in. */
  write: 'write',
  /** Takes every variable out. */
  read: 'read',
  step: 'step',
  /** A step on one image, where a batch normalisation takes other statistics than with several. */
  single: 'step_single',
  evaluate: 'evaluate',
} as const;

/** A Program as TensorFlow runs it. */
export interface ProgramModel {
  /** Of a saved_model.pb. */
  readonly bytes: Uint8Array;
  readonly variables: readonly VariablePlan[];
  readonly signatures: Readonly<Record<string, Signature>>;
}

/**
 * Writes a Program as one SavedModel without files of variables: each procedure is a signature whose one session run
 * does forward, gradients and update. The batch's size is left open.
 */
export function writeProgramModel(program: Program): ProgramModel {
  const graph = createGraphBuilder();
  const variables = planVariables(program);
  const handles = variables.map((plan) => ({
    plan,
    handle: variableHandle(graph, `variables/${plan.name}`, plan.shape),
  }));
  const procedure = (name: string, operations: Program['step'], single = false) =>
    writeProcedure(graph, program, handles, { name, operations, single });
  const { write, read, step, single, evaluate } = signatureNames;
  const signatures: Record<string, Signature> = {
    [step]: procedure(step, program.step),
    [evaluate]: procedure(evaluate, program.evaluate),
  };
  if (handles.length > 0) {
    signatures[write] = writing(graph, write, handles);
    signatures[read] = reading(graph, read, handles);
  }
  if (program.step.some(({ name }) => name === 'batchNormalization')) {
    signatures[single] = procedure(single, program.step, true);
  }
  return { bytes: savedModelBytes(graph.graph(), signatures), variables, signatures };
}

function writing(graph: GraphBuilder, name: string, variables: readonly Handle[]): Signature {
  const inputs: Record<string, SignatureTensor> = {};
  graph.within(name);
  const assigned = variables.map(({ plan: { name: variable, shape }, handle }) => {
    const { input, numbers } = feedFloats(graph, `${name}/${variable}`, shape);
    inputs[variable] = input;
    // What is fed may lie in memory of ours; the variable needs its own.
    const copy = graph.add('DeepCopy', [numbers], FLOAT);
    return graph.add('AssignVariableOp', [handle, copy], { dtype: typeAttribute('float') });
  });
  const done = graph.add('Identity', [graph.floats([1], [])], FLOAT, { after: assigned });
  return { inputs, outputs: { done: { tensor: done, type: 'float', shape: [] } } };
}

function reading(graph: GraphBuilder, name: string, variables: readonly Handle[]): Signature {
  graph.within(name);
  const outputs = variables.map(({ plan: { name: variable, shape }, handle }): [string, SignatureTensor] => [
    variable,
    {
      tensor: graph.add('ReadVariableOp', [handle], { dtype: typeAttribute('float') }),
      type: 'float',
      shape,
    },
  ]);
  return { inputs: {}, outputs: Object.fromEntries(outputs) };
}
