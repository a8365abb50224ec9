import type { Graph } from '../graph/analyse.ts';
import type { ResolvedTraining } from '../training/settings.ts';
import { type Builder, createBuilder } from './builder.ts';
import { differentiate } from './differentiate.ts';
import { fuse } from './fuse.ts';
import { lower } from './lower.ts';
import { planMemory } from './plan.ts';
import type { Operation, Program, Value, ValueId } from './program.ts';
import type { Target } from './target.ts';
import { addTensors, averageName } from './tensors.ts';

export interface CompileOptions {
  /** Largest batch. */
  readonly capacity: number;
  readonly target: Target;
  /** Also make the gradient of the images (for tests); its value is returned as `inputGradient`. */
  readonly inputGradient?: boolean;
}

/** A Program, and where the gradient of its input lies if that was asked for. */
export interface Compiled {
  readonly program: Program;
  readonly inputGradient: ValueId | null;
}

/** Lowers, differentiates, fuses and plans a graph with its criterion and optimiser. Pure: no device is needed. */
export function compile(graph: Graph, training: ResolvedTraining, options: CompileOptions): Compiled {
  const { capacity, target, inputGradient: wantsInputGradient = false } = options;
  const { criterion, optimiser, averaging } = training;
  const isAveraged = averaging !== null;
  const values: Value[] = [];
  const add = (value: Value) => values.push(value) - 1;
  const stateNames = optimiser.definition.state(optimiser.params);
  const largest = target.largestBinding;
  const tensors = addTensors(graph, values, { stateNames, largest, isAveraged });
  const input = add({
    name: graph.input.id,
    kind: 'batch',
    type: 'float32',
    shape: graph.input.outputShapes[0],
    role: 'input',
  });
  const labels = add({ name: 'labels', kind: 'batch', type: 'int32', shape: [], role: 'labels' });
  const metrics = add({ name: 'metrics', kind: 'fixed', type: 'float32', shape: [4], role: 'metrics' });
  const hyper = add({ name: 'hyper', kind: 'fixed', type: 'float32', shape: [3], role: 'hyper' });
  const constants: { value: ValueId; data: readonly number[] }[] = [];
  const constant = (name: string, data: readonly number[]) => {
    const known = constants.find(({ value }) => values[value].name === name);
    if (known) return known.value;
    const value = add({ name, kind: 'fixed', type: 'float32', shape: [data.length], role: 'constant' });
    constants.push({ value, data });
    return value;
  };

  /** Forward, criterion and metrics; what comes after needs the loss's gradient. */
  const forward = (builder: Builder, isTraining: boolean) => {
    const tensor = (name: string) => tensors.value(isAveraged && !isTraining ? averageName(name) : name);
    const scores = lower({ builder, graph, tensor, input, training: isTraining });
    const operations = [...builder.operations];
    builder.at('criterion');
    const { loss, gradient, counted } = criterion.definition.lower({
      builder,
      params: criterion.params,
      scores,
      labels,
      constant,
    });
    const sizeAverage = criterion.definition.sizeAverage(criterion.params);
    builder.operation('accumulate', [counted, labels, loss, metrics], { sizeAverage }, []);
    return { scores, operations, gradient };
  };

  const stepBuilder = createBuilder(values);
  const trained = forward(stepBuilder, true);
  const targets = wantsInputGradient ? [input] : [];
  const gradients = differentiate({
    builder: stepBuilder,
    forward: trained.operations,
    output: trained.scores,
    outputGradient: trained.gradient(),
    places: tensors.places,
    targets,
  });
  stepBuilder.at('optimiser');
  for (const segment of tensors.segments) {
    optimiser.definition.lower({ ...segment, builder: stepBuilder, params: optimiser.params, hyper });
  }
  stepBuilder.at('averaging');
  const average = (x: ValueId, to: ValueId) => void stepBuilder.operation('average', [x, to, hyper], {}, []);
  for (const { parameters, averages } of tensors.segments)
    if (averages !== null) average(parameters, averages);
  for (const { name, value } of isAveraged ? tensors.statistics : [])
    average(value, tensors.value(averageName(name)));
  const evaluateBuilder = createBuilder(values);
  const evaluated = forward(evaluateBuilder, false);

  const inputGradient = gradients.get(input) ?? null;
  const kept = new Set([trained.scores, evaluated.scores, ...gradients.values()]);
  const step: Operation[] = fuse(stepBuilder.operations, values, target, kept);
  const evaluate = fuse(evaluateBuilder.operations, values, target, kept);
  const program: Program = {
    capacity,
    values,
    step,
    evaluate,
    parameters: tensors.parameters,
    statistics: tensors.statistics,
    averages: tensors.averages,
    stateNames,
    segments: tensors.segments,
    constants,
    input,
    labels,
    metrics,
    hyper,
    scores: { step: trained.scores, evaluate: evaluated.scores },
    kept: [...kept],
    memory: planMemory({ values, step, evaluate, capacity, target, kept }),
  };
  return { program, inputGradient };
}
