import { createBuilder } from '../compiler/builder.ts';
import { differentiate } from '../compiler/differentiate.ts';
import { fuse } from '../compiler/fuse.ts';
import { planMemory } from '../compiler/plan.ts';
import type { Program, Value, ValueId } from '../compiler/program.ts';
import type { Target } from '../compiler/target.ts';
import { addTensors } from '../compiler/tensors.ts';
import type { ShapedNode } from '../graph/infer.ts';
import type { ModuleDefinition, Sample } from '../nn/module.ts';
import { type ParamsOf, resolveParams } from '../nn/params.ts';
import type { Shape } from '../nn/shape.ts';

type ModuleParams = ParamsOf<ModuleDefinition['params']>;
export type ModuleSample = Sample<ModuleParams>;

/** One module alone as a Program: a step runs it forward in training mode, then backward from a given gradient. */
export interface ModuleProgram {
  readonly program: Program;
  /** The values at the input ports, and their gradients. */
  readonly inputs: readonly ValueId[];
  readonly inputGradients: readonly ValueId[];
  /** The given gradient of the output. */
  readonly outputGradient: ValueId;
  readonly output: { readonly step: ValueId; readonly evaluate: ValueId };
  /** Each learnable tensor's gradient, in the order of `program.parameters`. */
  readonly parameterGradients: readonly ValueId[];
  readonly node: ShapedNode;
}

/** The node's index in the random streams: not 0, so that a device that leaves it out is found. */
const NODE_INDEX = 11;

/** Resolves a sample of a module and infers its shapes; throws where the module refuses its own sample. */
export function shapeModule(definition: ModuleDefinition, { params: raw, inputs }: ModuleSample): ShapedNode {
  const { params, faults } = resolveParams(definition.params, raw);
  if (faults.length > 0) throw new Error(`${definition.type}: a sample's ${faults[0].message}`);
  const problem = (code: string, message: string) => ({ code, message });
  const inference = definition.infer({ params, inputs, problem });
  if ('code' in inference) throw new Error(`${definition.type}: a sample is refused: ${inference.message}`);
  const filled = { ...params, ...inference.params } as ModuleParams;
  return {
    id: 'module1',
    definition,
    params: filled,
    inputs: definition.inputs(filled),
    outputs: definition.outputs,
    inputShapes: inputs,
    outputShapes: inference.outputs,
    sources: [],
  };
}

/** Lowers, differentiates, fuses and plans one module over as many input values as it has ports. */
export function moduleProgram(
  definition: ModuleDefinition,
  sample: ModuleSample,
  target: Target,
  capacity: number,
): ModuleProgram {
  const node = shapeModule(definition, sample);
  const values: Value[] = [];
  const add = (
    name: string,
    shape: Shape,
    role: Value['role'],
    kind: Value['kind'] = 'batch',
    type: Value['type'] = 'float32',
  ) => values.push({ name, kind, type, shape, role }) - 1;
  const graph = { nodes: [node], input: node, output: node };
  const largest = target.largestBinding;
  const tensors = addTensors(graph, values, { stateNames: [], largest, isAveraged: false });
  const inputs = node.inputShapes.map((shape, i) => add(node.inputs[i], shape, 'input'));
  const outputGradient = add('outputGradient', node.outputShapes[0], 'input');
  const labels = add('labels', [], 'labels', 'batch', 'int32');
  const metrics = add('metrics', [4], 'metrics', 'fixed');
  const hyper = add('hyper', [3], 'hyper', 'fixed');
  const lower = (training: boolean) => {
    const builder = createBuilder(values);
    builder.at(node.id);
    const [output, ...others] = definition.lower({
      builder,
      params: node.params,
      inputs,
      outputs: node.outputShapes,
      training,
      nodeIndex: NODE_INDEX,
      tensor: (name) => tensors.value(`${node.id}.${name}`),
    });
    if (others.length > 0)
      throw new Error(`${definition.type}: has several outputs; this test differentiates one`);
    return { builder, output };
  };
  const { builder, output } = lower(true);
  const forward = [...builder.operations];
  const gradients = differentiate({
    builder,
    forward,
    output,
    outputGradient,
    places: tensors.places,
    targets: inputs,
  });
  const evaluated = lower(false);
  const kept = new Set([output, evaluated.output, ...gradients.values()]);
  const step = fuse(builder.operations, values, target, kept);
  const evaluate = fuse(evaluated.builder.operations, values, target, kept);
  const program: Program = {
    capacity,
    values,
    step,
    evaluate,
    parameters: tensors.parameters,
    statistics: tensors.statistics,
    averages: [],
    stateNames: [],
    segments: tensors.segments,
    constants: [],
    input: inputs[0],
    labels,
    metrics,
    hyper,
    scores: { step: output, evaluate: evaluated.output },
    kept: [...kept, ...tensors.places.values()],
    memory: planMemory({ values, step, evaluate, capacity, target, kept }),
  };
  return {
    program,
    inputs,
    inputGradients: inputs.map((input) => gradients.get(input) as ValueId),
    outputGradient,
    output: { step: output, evaluate: evaluated.output },
    parameterGradients: tensors.parameters.map(({ value }) => tensors.places.get(value) as ValueId),
    node,
  };
}
